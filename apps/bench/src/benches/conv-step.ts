import { comparison } from './comparison.js';
import { inPython } from '../contenders/in-process.js';
import { epochSteps, stepContenders } from './step-contenders.js';

/** A training step of the convolutional autoencoder of the Keras blog: batch 128, Adam, binary cross-entropy. */
export const convStep = comparison(3, async (folder) => [
  ...(await stepContenders(folder, 'convolutional')),
  inPython('pytorch-channels-last', { folder, recipe: 'convolutional', batchSize: 128 }, epochSteps),
]);
