import { comparison } from './comparison.js';
import { handOut } from '../contenders/handed-work.js';
import { inNode } from '../contenders/in-process.js';
import { epochSteps, sampleCount } from './step-contenders.js';

/** The step of `dense-step` at growing batches: whether a sample costs the same in each. */
export const batchCost = comparison(0, async (folder) => {
  await handOut(folder, ['dense'], sampleCount);
  return [32, 64, 128, 256, 512, 1024].map((batchSize) =>
    inNode('compiled-node', { folder, recipe: 'dense', batchSize, task: 'training', on: 'compiled-node' }, epochSteps),
  );
});
