import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjointError, gradientError, onBackends, resultOn, spaced, values } from '../test-kit/gradient-checks.js';
import { registerTrainingKernels } from './index.js';

type Padding = 'valid' | 'same' | number | [[0, 0], [number, number], [number, number], [0, 0]];

const paddings: Padding[] = ['valid', 'same', 1, [[0, 0], [1, 0], [0, 1], [0, 0]]];
const cases = paddings.flatMap((pad) => [2, 3].flatMap((window) => [1, 2, 3].map((strides) => ({ pad, window, strides }))));
const cubes = (['valid', 'same', 1] as const).flatMap((pad) => [1, 2, 3].map((strides) => ({ pad, strides })));
const image = (x: tf.Tensor) => x as tf.Tensor4D;
const volume = (x: tf.Tensor) => x as tf.Tensor5D;

onBackends(() => {
  it.each(cases)('the gradient of avgPool agrees with finite differences: %j', ({ pad, window, strides }) => {
    expect(gradientError((x) => tf.avgPool(image(x), window, strides, pad), values([2, 5, 6, 2]))).toBeLessThan(1e-3);
  });

  it.each(cases)('the gradient of maxPool agrees with finite differences: %j', ({ pad, window, strides }) => {
    expect(gradientError((x) => tf.maxPool(image(x), window, strides, pad), spaced([2, 5, 6, 2]))).toBeLessThan(2e-3);
  });

  it.each(cases)('the gradient of maxPool agrees with finite differences where all is negative: %j', ({ pad, window, strides }) => {
    const below = spaced([2, 5, 6, 2], { offset: -8 });
    expect(gradientError((x) => tf.maxPool(image(x), window, strides, pad), below)).toBeLessThan(2e-3);
  });

  it('the gradients of pooling agree with finite differences when the output is rounded up', () => {
    const x = spaced([2, 6, 6, 2]);
    expect(gradientError((y) => tf.maxPool(image(y), 3, 2, 1, 'ceil'), x)).toBeLessThan(2e-3);
    expect(gradientError((y) => tf.avgPool(image(y), 3, 2, 1, 'ceil'), x)).toBeLessThan(2e-3);
  });

  it('the gradients of pooling agree with finite differences for windows of one pixel', () => {
    const x = spaced([2, 5, 5, 2]);
    expect(gradientError((y) => tf.maxPool(image(y), 1, 2, 'valid'), x)).toBeLessThan(2e-3);
    expect(gradientError((y) => tf.avgPool(image(y), 1, 2, 'valid'), x)).toBeLessThan(2e-3);
  });

  it.each(cubes)('the gradient of avgPool3d agrees with finite differences: %j', ({ pad, strides }) => {
    expect(gradientError((x) => tf.avgPool3d(volume(x), 2, strides, pad), values([2, 3, 4, 5, 2]))).toBeLessThan(1e-3);
  });

  it.each(cubes)('the gradient of maxPool3d agrees with finite differences: %j', ({ pad, strides }) => {
    for (const offset of [0, -20]) {
      const x = spaced([2, 3, 4, 5, 2], { offset });
      expect(gradientError((y) => tf.maxPool3d(volume(y), 2, strides, pad), x)).toBeLessThan(5e-3);
    }
  });

  it('of equal greatest pixels the first receives the gradient', () => {
    const gradient = tf.grad((x: tf.Tensor) => tf.maxPool(x as tf.Tensor3D, 2, 2, 'valid'))(tf.fill([2, 2, 1], -3));
    expect(Array.from(gradient.dataSync())).toEqual([1, 0, 0, 0]);
  });

  it('the gradient of avgPool is that of a linear map, whatever the shapes', () => {
    const side = fc.integer({ min: 3, max: 9 });
    const small = fc.integer({ min: 1, max: 3 });
    const shapes = fc.tuple(side, side, small, small, fc.constantFrom(...paddings.slice(0, 2)));
    fc.assert(
      fc.property(shapes, ([height, width, window, strides, pad]) => {
        const x = values([2, height, width, 2]);
        return adjointError((y) => tf.avgPool(image(y), window, strides, pad), x) < 1e-3;
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});

describe('pooling on wasm', () => {
  const poolings: Record<string, () => tf.Tensor> = {
    'maxPool3d of negative numbers': () => tf.maxPool3d(volume(spaced([2, 3, 4, 5, 2], { offset: -20 })), 2, 1, 'same'),
    'maxPool rounded up': () => tf.maxPool(image(values([2, 5, 5, 2])), 2, 2, 0, 'ceil'),
    'avgPool rounded up': () => tf.avgPool(image(values([2, 5, 5, 2])), 2, 2, 0, 'ceil'),
    'maxPool of one pixel': () => tf.maxPool(image(values([2, 5, 5, 2])), 1, 2, 'same'),
    'avgPool of one pixel': () => tf.avgPool(image(values([2, 5, 5, 2])), 1, 2, 'valid'),
    'maxPool untouched': () => tf.maxPool(image(values([2, 5, 5, 2])), 3, 2, 'same'),
    'avgPool untouched': () => tf.avgPool(image(values([2, 5, 5, 2])), 3, 2, 'same'),
  };

  it.each(Object.entries(poolings))('%s gives what the cpu backend gives', async (_name, pooling) => {
    registerTrainingKernels();
    const [wasm, cpu] = [await resultOn('wasm', pooling), await resultOn('cpu', pooling)];
    wasm.forEach((value, index) => expect(value).toBeCloseTo(cpu[index]!, 5));
  });
});
