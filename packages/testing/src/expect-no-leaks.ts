import { memory } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/**
 * Runs a function and expects as many tensors after it as before.
 *
 * @returns what the function returns, which must hold no tensors
 */
export async function expectNoLeaks<Result>(run: () => Promise<Result> | Result): Promise<Result> {
  const before = memory().numTensors;
  const result = await run();
  expect(memory().numTensors, 'tensors left behind').toBe(before);
  return result;
}
