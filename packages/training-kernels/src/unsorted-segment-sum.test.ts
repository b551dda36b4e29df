import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { adjointError, gradientError, onBackends, values } from '../test-kit/gradient-checks.js';

const ids = (...list: number[]) => tf.tensor1d(list, 'int32');

onBackends((backend) => {
  it('the gradient of gather agrees with finite differences on every axis, repeated indices included', () => {
    for (const axis of [0, 1, 2]) expect(gradientError((x) => tf.gather(x, ids(0, 2, 2), axis), values([3, 4, 3]))).toBeLessThan(1e-3);
  });

  it('the gradient of unsortedSegmentSum agrees with finite differences', () => {
    expect(gradientError((x) => tf.unsortedSegmentSum(x, ids(1, 0, 1, 3), 4), values([4, 2, 3]))).toBeLessThan(1e-3);
  });

  it('unsortedSegmentSum is linear, and drops ids outside of the segments', () => {
    expect(adjointError((x) => tf.unsortedSegmentSum(x, ids(2, 0, 2), 3), values([3, 5]))).toBeLessThan(1e-4);
    expect(tf.unsortedSegmentSum(tf.tensor1d([1, 2, 4, 8]), ids(-1, 1, 7, 1), 3).arraySync()).toEqual([0, 10, 0]);
  });

  it('unsortedSegmentSum of integers gives their sums', () => {
    const sums = tf.unsortedSegmentSum(tf.tensor2d([[1, 2], [3, 4], [5, 6]], [3, 2], 'int32'), ids(0, 1, 0), 2);
    expect(sums.arraySync()).toEqual([[6, 8], [3, 4]]);
    if (backend === 'wasm') expect(sums.dtype).toBe('int32');
  });
});
