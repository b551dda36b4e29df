import { adam, binaryCrossEntropy } from '@hourglass/core';
import { undercomplete } from '@hourglass/undercomplete';
import type { Experiment, Setting } from './experiment.js';
import { mnistParts } from './mnist-parts.js';
import { trained, validationAfter } from './trained.js';

export const kerasDeep: Experiment = {
  name: 'keras-deep',
  about: '784-128-64-32-64-128-784 with a linear code, 100 epochs, batches of 256; and with a rectified one, as Keras has it',
  run: async (setting) => [
    { name: 'val BCE', value: await errorOf('linear', setting), atMost: 0.085, published: 0.08 },
    { name: 'val BCE of a rectified code', value: await errorOf('relu', setting), published: 0.08 },
  ],
};

async function errorOf(codeActivation: 'linear' | 'relu', setting: Setting): Promise<number> {
  const recipe = undercomplete({ inputShape: [28, 28, 1], widths: [128, 64], codeSize: 32, codeActivation });
  const name = codeActivation === 'linear' ? 'keras-deep-linear' : 'keras-deep';
  const run = await trained({ name, recipe, parts: [undercomplete, adam, binaryCrossEntropy], ...(await mnistParts()), epochs: 100, batchSize: 256 }, setting);
  return validationAfter(run, run.history.epochs.length);
}
