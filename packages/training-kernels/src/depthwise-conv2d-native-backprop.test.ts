import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { gradientError, onBackends, projectedGradient, resultOn, values } from '../test-kit/gradient-checks.js';
import { depthwiseConv2dNativeBackpropFilter } from './depthwise-conv2d-native-backprop-filter.js';
import { depthwiseConv2dNativeBackpropInput } from './depthwise-conv2d-native-backprop-input.js';
import { registerTrainingKernels } from './index.js';

type Shape = [number, number, number, number];
type Padding = 'valid' | 'same' | number;

interface Case {
  input: Shape;
  filter: Shape;
  strides: [number, number];
  pad: Padding;
}

const cases: Case[] = [
  { input: [2, 5, 6, 2], filter: [3, 3, 2, 1], strides: [1, 1], pad: 'same' },
  { input: [3, 5, 6, 2], filter: [3, 2, 2, 2], strides: [1, 1], pad: 'valid' },
  { input: [2, 7, 5, 3], filter: [3, 3, 3, 3], strides: [2, 2], pad: 'same' },
  { input: [2, 6, 7, 1], filter: [2, 2, 1, 4], strides: [2, 2], pad: 'valid' },
  { input: [2, 6, 6, 2], filter: [3, 3, 2, 2], strides: [1, 1], pad: 1 },
];

const byFilter =
  ({ input, strides, pad }: Case) =>
  (filter: tf.Tensor) =>
    tf.depthwiseConv2d(values(input, 5) as tf.Tensor4D, filter as tf.Tensor4D, strides, pad);
const byInput =
  ({ filter, strides, pad }: Case) =>
  (x: tf.Tensor) =>
    tf.depthwiseConv2d(x as tf.Tensor4D, values(filter, 5) as tf.Tensor4D, strides, pad);

onBackends(() => {
  it.each(cases)('the filter gradient of depthwiseConv2d agrees with finite differences: %j', (one) => {
    expect(gradientError(byFilter(one), values(one.filter, 2))).toBeLessThan(2e-3);
  });

  it.each(cases)('the input gradient of depthwiseConv2d agrees with finite differences: %j', (one) => {
    expect(gradientError(byInput(one), values(one.input, 2))).toBeLessThan(2e-3);
  });

  it('both gradients of separableConv2d agree with finite differences', () => {
    const x = values([2, 5, 5, 2], 1) as tf.Tensor4D;
    const depthwise = values([3, 3, 2, 2], 2) as tf.Tensor4D;
    const pointwise = values([1, 1, 4, 3], 3) as tf.Tensor4D;
    expect(gradientError((w) => tf.separableConv2d(x, w as tf.Tensor4D, pointwise, 1, 'same'), depthwise)).toBeLessThan(3e-3);
    expect(gradientError((w) => tf.separableConv2d(x, depthwise, w as tf.Tensor4D, 1, 'same'), pointwise)).toBeLessThan(3e-3);
  });

  // TensorFlow.js refuses to differentiate a dilated convolution; the kernels alone know dilation.
  it('both kernels are the adjoints of a dilated depthwise convolution', () => {
    const [x, filter] = [values([2, 7, 6, 2], 1) as tf.Tensor4D, values([3, 2, 2, 2], 2) as tf.Tensor4D];
    const y = tf.depthwiseConv2d(x, filter, 1, 'same', 'NHWC', [2, 3]);
    const dy = values(y.shape, 3);
    const attrs = { strides: [1, 1], dilations: [2, 3], pad: 'same', dimRoundingMode: 'floor' as const };
    const backend = tf.backend();
    const dFilter = depthwiseConv2dNativeBackpropFilter.kernelFunc({ inputs: { x, dy }, backend, attrs: { ...attrs, filterShape: filter.shape } });
    const dInput = depthwiseConv2dNativeBackpropInput.kernelFunc({ inputs: { dy, filter }, backend, attrs: { ...attrs, inputShape: x.shape } });
    const inner = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(a, b)).dataSync()[0]!;
    expect(inner(dFilter as tf.Tensor, filter)).toBeCloseTo(inner(dy, y), 3);
    expect(inner(dInput as tf.Tensor, x)).toBeCloseTo(inner(dy, y), 3);
  });
});

describe('the depthwise kernels', () => {
  it.each(cases)('give on wasm what the cpu backend gives: %j', async (one) => {
    registerTrainingKernels();
    for (const [op, x] of [[byFilter(one), one.filter], [byInput(one), one.input]] as const) {
      const gradient = () => tf.tensor(projectedGradient(op, values(x, 2)).gradient);
      const [wasm, cpu] = [await resultOn('wasm', gradient), await resultOn('cpu', gradient)];
      wasm.forEach((value, index) => expect(value).toBeCloseTo(cpu[index]!, 4));
    }
  });
});
