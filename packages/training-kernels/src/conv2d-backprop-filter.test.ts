import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjointError, gradientError, onBackends, projectedGradient, resultOn, values } from '../test-kit/gradient-checks.js';
import { registerTrainingKernels } from './index.js';

type Padding = 'valid' | 'same' | number | [[0, 0], [number, number], [number, number], [0, 0]];

interface Case {
  input: [number, number, number, number];
  filter: [number, number, number, number];
  strides: [number, number];
  pad: Padding;
}

const cases: Case[] = [
  { input: [2, 5, 6, 2], filter: [3, 3, 2, 3], strides: [1, 1], pad: 'same' },
  { input: [3, 5, 6, 2], filter: [3, 2, 2, 3], strides: [1, 1], pad: 'valid' },
  { input: [2, 7, 5, 6], filter: [3, 3, 6, 2], strides: [1, 1], pad: 'same' },
  { input: [2, 7, 5, 6], filter: [2, 3, 6, 2], strides: [1, 1], pad: 'valid' },
  { input: [2, 7, 7, 1], filter: [3, 3, 1, 4], strides: [2, 2], pad: 'same' },
  { input: [2, 8, 8, 5], filter: [3, 3, 5, 2], strides: [2, 2], pad: 'same' },
  { input: [2, 8, 7, 2], filter: [3, 3, 2, 2], strides: [3, 3], pad: 'valid' },
  { input: [2, 8, 7, 2], filter: [2, 3, 2, 2], strides: [2, 1], pad: 'same' },
  { input: [2, 6, 6, 2], filter: [3, 3, 2, 2], strides: [1, 1], pad: 1 },
  { input: [2, 6, 6, 5], filter: [3, 3, 5, 2], strides: [2, 2], pad: 1 },
  { input: [2, 5, 6, 2], filter: [3, 2, 2, 2], strides: [1, 1], pad: [[0, 0], [2, 1], [0, 1], [0, 0]] },
  { input: [2, 5, 6, 6], filter: [3, 2, 6, 2], strides: [2, 2], pad: [[0, 0], [1, 0], [1, 2], [0, 0]] },
  { input: [2, 5, 5, 8], filter: [1, 1, 8, 3], strides: [1, 1], pad: 'same' },
  { input: [2, 6, 5, 8], filter: [1, 1, 8, 3], strides: [2, 2], pad: 'valid' },
  { input: [2, 3, 3, 2], filter: [3, 3, 2, 2], strides: [1, 1], pad: 'valid' },
];

const convolution =
  ({ input, strides, pad }: Case) =>
  (filter: tf.Tensor) =>
    tf.conv2d(values(input, 5) as tf.Tensor4D, filter as tf.Tensor4D, strides, pad);

onBackends(() => {
  it.each(cases)('the filter gradient of conv2d agrees with finite differences: %j', (one) => {
    expect(gradientError(convolution(one), values(one.filter, 2))).toBeLessThan(2e-3);
  });

  it.each(cases)('the input gradient of conv2d agrees with finite differences: %j', ({ input, filter, strides, pad }) => {
    const weights = values(filter, 2) as tf.Tensor4D;
    expect(gradientError((x) => tf.conv2d(x as tf.Tensor4D, weights, strides, pad), values(input, 5))).toBeLessThan(2e-3);
  });

  it('the filter gradient of conv2d is that of a linear map, whatever the shapes', () => {
    const size = fc.integer({ min: 1, max: 5 });
    const image = fc.tuple(size, fc.integer({ min: 3, max: 8 }), fc.integer({ min: 3, max: 8 }), size);
    const filters = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), size);
    const strides = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }));
    const pads = fc.constantFrom<Padding[]>('same', 'valid', [[0, 0], [1, 0], [0, 2], [0, 0]]);
    fc.assert(
      fc.property(image, filters, strides, pads, (input, [height, width, out], stride, pad) => {
        const one: Case = { input, filter: [height, width, input[3], out], strides: stride, pad };
        return adjointError(convolution(one), values(one.filter, 3)) < 1e-2;
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  it('a transposed convolution has a true filter gradient, too', () => {
    const op = (filter: tf.Tensor) =>
      tf.conv2dTranspose(values([2, 4, 4, 3], 5) as tf.Tensor4D, filter as tf.Tensor4D, [2, 8, 8, 2], 2, 'same');
    expect(gradientError(op, values([3, 3, 2, 3], 2))).toBeLessThan(2e-3);
  });
});

describe('conv2DBackpropFilter', () => {
  it.each(cases)('gives on wasm what the cpu backend gives: %j', async (one) => {
    registerTrainingKernels();
    const gradient = () => tf.tensor(projectedGradient(convolution(one), values(one.filter, 2)).gradient);
    const [wasm, cpu] = [await resultOn('wasm', gradient), await resultOn('cpu', gradient)];
    wasm.forEach((value, index) => expect(value).toBeCloseTo(cpu[index]!, 3));
  });

  it('takes channels first', async () => {
    registerTrainingKernels();
    const gradient = (dataFormat: 'NHWC' | 'NCHW') => () => {
      const order = dataFormat === 'NHWC' ? [0, 1, 2, 3] : [0, 3, 1, 2];
      const inputs = { x: tf.transpose(values([2, 5, 6, 2], 1), order), dy: tf.transpose(values([2, 5, 6, 3], 2), order) };
      const attributes = { strides: [1, 1], pad: 'same', dataFormat, filterShape: [3, 3, 2, 3] };
      return tf.engine().runKernel<tf.Tensor>('Conv2DBackpropFilter', inputs, attributes);
    };
    expect(await resultOn('wasm', gradient('NCHW'))).toEqual(await resultOn('wasm', gradient('NHWC')));
  });
});
