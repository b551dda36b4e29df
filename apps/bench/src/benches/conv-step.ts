import { comparison } from './comparison.js';
import { inPython } from '../contenders/in-process.js';
import { epochSteps, stepContenders } from './step-contenders.js';

/**
 * A training step of the convolutional autoencoder of the Keras blog: batch 128, Adam, binary cross-entropy. Of TensorFlow.js's
 * `fit` the first loss is compared alone: its cpu backend's gradient of up-sampling is wrong, so that others go ways of their own.
 */
export const convStep = comparison(3, async (folder) => [
  ...(await stepContenders(folder, 'convolutional')).map((contender) => (contender.name.startsWith('tfjs-fit') ? { ...contender, compared: 1 } : contender)),
  inPython('pytorch-channels-last', { folder, recipe: 'convolutional', batchSize: 128 }, epochSteps),
]);
