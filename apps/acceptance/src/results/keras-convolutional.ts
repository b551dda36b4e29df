import { kerasBlog, kerasIo, convolutional } from '@hourglass/convolutional';
import { adam, binaryCrossEntropy, type Run } from '@hourglass/core';
import type { Experiment, Figure, Setting } from './experiment.js';
import { mnistParts } from './mnist-parts.js';
import { trained, validationAfter } from './trained.js';

export const kerasBlogExperiment: Experiment = {
  name: 'keras-blog',
  about: 'convolutions of 16-8-8 channels down to 4×4×8 and back, 50 epochs, batches of 128',
  run: async (setting) => {
    const run = await trained({ name: 'keras-blog', recipe: kerasBlog(), parts: [kerasBlog, adam, binaryCrossEntropy], ...(await mnistParts()), epochs: 50, batchSize: 128 }, setting);
    return afterEpochs(run, [{ epoch: 10 }, { epoch: 50, atMost: 0.092, published: 0.094 }]);
  },
};

export const kerasIoExperiment: Experiment = {
  name: 'keras-io',
  about: 'convolutions of 32-32 channels down to 7×7×32 and transposed ones back, 50 epochs, batches of 128',
  run: async (setting) => {
    const run = await kerasIoRun(setting);
    return [
      { name: 'parameters', value: run.model.parameterCount, atLeast: 28_353, atMost: 28_353, published: 28_353 },
      ...afterEpochs(run, [{ epoch: 1, published: 0.0723 }, { epoch: 10, atMost: 0.0655, published: 0.0648 }, { epoch: 50, atMost: 0.0625, published: 0.0622 }]),
    ];
  },
};

/** The model that the denoising one begins with. */
export const kerasIoRun = async (setting: Setting): Promise<Run> =>
  trained({ name: 'keras-io', recipe: kerasIo(), parts: [convolutional, adam, binaryCrossEntropy], ...(await mnistParts()), epochs: 50, batchSize: 128 }, setting);

/** What validation gave after those of the epochs that were reached. */
const afterEpochs = (run: Run, epochs: readonly (Omit<Figure, 'name' | 'value'> & { readonly epoch: number })[]): Figure[] =>
  epochs
    .filter(({ epoch }) => epoch <= run.history.epochs.length)
    .map(({ epoch, ...bounds }) => ({ name: `val BCE after epoch ${epoch}`, value: validationAfter(run, epoch), ...bounds }));
