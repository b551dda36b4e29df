import { comparison } from './comparison.js';
import type { EngineName } from '../contenders/engines.js';
import { handOut } from '../contenders/handed-work.js';
import { inNode } from '../contenders/in-process.js';
import { epochSteps, sampleCount } from './step-contenders.js';

const engines: readonly EngineName[] = ['wasm', 'compiled-node', 'compiled-web-1'];

/** The step of `dense-step` with fresh noise on every sample, which the host draws, beside the step without it. */
export const denoiseStep = comparison(0, async (folder) => {
  await handOut(folder, ['denoising', 'dense'], sampleCount);
  const work = { folder, batchSize: 128, task: 'training' } as const;
  return [
    ...engines.map((on) => inNode(on, { ...work, recipe: 'denoising', on }, epochSteps)),
    inNode('compiled-node-clean', { ...work, recipe: 'dense', on: 'compiled-node' }, epochSteps),
  ];
});
