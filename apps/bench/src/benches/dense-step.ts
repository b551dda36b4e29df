import { comparison } from './comparison.js';
import { inNode } from '../contenders/in-process.js';
import { epochSteps, stepContenders } from './step-contenders.js';

/** A training step of 784-128-64-32-64-128-784: batch 128, Adam, binary cross-entropy. */
export const denseStep = comparison(10, async (folder) => [
  ...(await stepContenders(folder, 'dense')),
  inNode('matmul-limit', { folder, recipe: 'dense', batchSize: 128, task: 'matmul-limit' }, epochSteps),
]);

/** Hourglass's `train` against TensorFlow.js's `model.fit` on the same backend. */
export const eagerStep = comparison(10, async (folder) =>
  (await stepContenders(folder, 'dense')).filter(({ name }) => name === 'wasm' || name === 'tfjs-fit-wasm'),
);
