import type { BackendName } from '../contenders/backends.js';
import type { Contender } from '../contender.js';
import type { EngineName } from '../contenders/engines.js';
import { handOut } from '../contenders/handed-work.js';
import { inNode, inPython } from '../contenders/in-process.js';
import type { RecipeName } from '../contenders/recipes.js';

/** Samples that are handed out: 64 batches of 128. */
export const sampleCount = 8192;

/** The most steps of a round: an epoch of MNIST. At its end, `train` reads all weights back. */
export const epochSteps = 469;

const engines: readonly EngineName[] = ['wasm', 'compiled-node', 'compiled-web-1', 'compiled-web-2', 'native'];
const backends: readonly BackendName[] = ['wasm', 'cpu', 'native'];
const peers = ['pytorch', 'pytorch-compile', 'keras-tensorflow', 'keras-jax'];

/**
 * All who train a net in batches of 128: Hourglass's engines (the eager one first, whose losses are the reference),
 * TensorFlow.js's `model.fit`, and peers in Python.
 */
export async function stepContenders(folder: string, recipe: RecipeName): Promise<Contender[]> {
  await handOut(folder, [recipe], sampleCount);
  const work = { folder, recipe, batchSize: 128 };
  return [
    ...engines.map((on) => inNode(on, { ...work, task: 'training', on }, epochSteps)),
    ...backends.map((on) => inNode(`tfjs-fit-${on}`, { ...work, task: 'tfjs-fit', on }, sampleCount / 128)), // `fit` has them all at once
    ...peers.map((name) => inPython(name, work, epochSteps)),
  ];
}
