import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { resultOn, values } from '../test-kit/gradient-checks.js';
import { registerTrainingKernels } from './index.js';

const windows: [number, number][] = [[1, 1], [2, 1], [1, 3], [3, 3]];
const strides: [number, number][] = [[2, 2], [1, 2], [3, 1], [3, 3]];
const cases = windows.flatMap((window) => strides.map((stride) => ({ window, stride })));

describe('convolutions on wasm with same padding', () => {
  it.each(cases)('give what the cpu backend gives: %j', async ({ window, stride }) => {
    registerTrainingKernels();
    const x = () => values([2, 8, 7, 2], 1) as tf.Tensor4D;
    const filter = () => values([...window, 2, 3], 2) as tf.Tensor4D;
    const fused = { strides: stride, pad: 'same', activation: 'relu' } as const;
    const convolutions = [
      () => tf.conv2d(x(), filter(), stride, 'same'),
      () => tf.depthwiseConv2d(x(), filter(), stride, 'same'),
      () => tf.fused.conv2d({ x: x(), filter: filter(), ...fused }),
      () => tf.fused.depthwiseConv2d({ x: x(), filter: filter(), ...fused }),
    ];
    for (const convolution of convolutions) {
      const [wasm, cpu] = [await resultOn('wasm', convolution), await resultOn('cpu', convolution)];
      wasm.forEach((value, index) => expect(value).toBeCloseTo(cpu[index]!, 4));
    }
  });
});
