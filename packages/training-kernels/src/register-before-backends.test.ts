import * as tf from '@tensorflow/tfjs-core';
import { expect, it, vi } from 'vitest';
import { registerTrainingKernels } from './index.js';

const slope = async (backend: 'wasm' | 'cpu') => {
  await tf.setBackend(backend);
  const pooled = tf.grad((x: tf.Tensor) => tf.avgPool(x as tf.Tensor3D, 2, 2, 'same'))(tf.ones([3, 3, 1]));
  return Array.from(pooled.dataSync());
};

it('backends and gradients imported after the call are repaired when they are set, without a warning', async () => {
  registerTrainingKernels();
  const warn = vi.spyOn(console, 'warn');
  await import('@tensorflow/tfjs-backend-cpu');
  await import('@tensorflow/tfjs-backend-wasm');
  await import('@tensorflow/tfjs-layers');
  const expected = [0.25, 0.25, 0.5, 0.25, 0.25, 0.5, 0.5, 0.5, 1]; // one over the real pixels of each window
  expect(await slope('wasm')).toEqual(expected);
  expect(await slope('cpu')).toEqual(expected);
  const mirrored = tf.grad((x: tf.Tensor) => tf.mirrorPad(x, [[1, 1]], 'symmetric'))(tf.ones([2]));
  expect(Array.from(mirrored.dataSync())).toEqual([2, 2]);
  expect(warn.mock.calls.flat().filter((text) => /already registered|Overriding/.test(String(text)))).toEqual([]);
});
