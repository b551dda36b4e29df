import { adam, binaryCrossEntropy } from '@hourglass/core';
import { undercomplete } from '@hourglass/undercomplete';
import type { Experiment } from './experiment.js';
import { mnistParts } from './mnist-parts.js';
import { trained, validationAfter } from './trained.js';

export const kerasDeep: Experiment = {
  name: 'keras-deep',
  about: '784-128-64-32-64-128-784, rectified, 100 epochs, batches of 256',
  run: async (setting) => {
    const recipe = undercomplete({ inputShape: [28, 28, 1], widths: [128, 64], codeSize: 32, codeActivation: 'relu' });
    const run = await trained({ name: 'keras-deep', recipe, parts: [undercomplete, adam, binaryCrossEntropy], ...(await mnistParts()), epochs: 100, batchSize: 256 }, setting);
    return [{ name: 'val BCE', value: validationAfter(run, run.history.epochs.length), atMost: 0.085, published: 0.08 }];
  },
};
