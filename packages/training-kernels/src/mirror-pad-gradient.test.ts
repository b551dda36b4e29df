import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { adjointError, gradientError, onBackends, values } from '../test-kit/gradient-checks.js';

const paddings: [number, number][][] = [[[1, 2], [0, 0]], [[0, 0], [2, 1]], [[2, 2], [1, 3]], [[0, 0], [0, 0]]];
const cases = (['reflect', 'symmetric'] as const).flatMap((mode) => paddings.map((padding) => ({ mode, padding })));

onBackends(() => {
  it.each(cases)('the gradient of mirrorPad agrees with finite differences: %j', ({ mode, padding }) => {
    const op = (x: tf.Tensor) => tf.mirrorPad(x, padding, mode);
    expect(gradientError(op, values([3, 4]))).toBeLessThan(1e-3);
    expect(adjointError(op, values([3, 4]))).toBeLessThan(1e-4);
  });
});
