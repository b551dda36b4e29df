import { comparison } from './comparison.js';
import { inPython } from '../contenders/in-process.js';
import { epochSteps, stepContenders } from './step-contenders.js';

/**
 * A training step of the convolutional autoencoder of the Keras blog: batch 128, Adam, binary cross-entropy. Two steps are compared,
 * no more: the gradient of up-sampling is wrong on the cpu backend of TensorFlow.js, so that its losses go ways of their own.
 */
export const convStep = comparison(2, async (folder) => [
  ...(await stepContenders(folder, 'convolutional')),
  inPython('pytorch-channels-last', { folder, recipe: 'convolutional', batchSize: 128 }, epochSteps),
]);
