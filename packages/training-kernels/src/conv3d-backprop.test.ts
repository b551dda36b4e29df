import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { gradientError, onBackends, values } from '../test-kit/gradient-checks.js';

const cases = (['valid', 'same'] as const).flatMap((pad) => [1, 2, [1, 2, 3] as [number, number, number]].map((strides) => ({ pad, strides })));

onBackends(() => {
  it.each(cases)('both gradients of conv3d agree with finite differences: %j', ({ pad, strides }) => {
    const x = values([2, 3, 4, 5, 2], 1) as tf.Tensor5D;
    const filter = values([2, 3, 3, 2, 2], 2) as tf.Tensor5D;
    expect(gradientError((w) => tf.conv3d(x, w as tf.Tensor5D, strides, pad), filter)).toBeLessThan(3e-3);
    expect(gradientError((v) => tf.conv3d(v as tf.Tensor5D, filter, strides, pad), x)).toBeLessThan(3e-3);
  });
});
