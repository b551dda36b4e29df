import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { InvalidDataError } from './errors.js';
import { toBatch, type Input } from './input.js';

const image = (pixels: number[], width: number, height: number): ImageData =>
  ({ data: Uint8ClampedArray.from(pixels), width, height, colorSpace: 'srgb' });

describe('toBatch(input, shape)', () => {
  const two = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  it.each<[string, Input]>([
    ['nested arrays', two],
    ['doubles', Float64Array.of(1, 2, 3, 4, 5, 6)],
    ['a flat array of whole samples', Float32Array.of(1, 2, 3, 4, 5, 6)],
    ['an array with a shape', { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] }],
  ])('takes %s', async (_, input) => {
    const { data, shape } = await toBatch(input, [3]);
    expect([[...data], shape]).toEqual([[1, 2, 3, 4, 5, 6], [2, 3]]);
  });

  it('takes a tensor, one sample as a batch of one, and rows already flattened', async () => {
    await tf.setBackend('cpu');
    expect((await toBatch(tf.tensor2d(two), [3])).shape).toEqual([2, 3]);
    expect((await toBatch([1, 2, 3], [3])).shape).toEqual([1, 3]);
    expect((await toBatch([[1, 2, 3, 4]], [2, 2])).shape).toEqual([1, 2, 2]);
  });

  it('takes pixels: colours as they are, or grey by luma, from 0 to 1', async () => {
    const pixels = image([255, 0, 0, 255, 0, 255, 0, 255], 2, 1);
    expect([...(await toBatch(pixels, [1, 2, 3])).data]).toEqual([1, 0, 0, 0, 1, 0]);
    const grey = await toBatch(pixels, [1, 2, 1]);
    expect(grey.shape).toEqual([1, 1, 2, 1]);
    expect(grey.data[0]).toBeCloseTo(0.299);
  });

  it.each<[string, Input]>([
    ['a wrong number of values', [1, 2, 3, 4]],
    ['another shape', { data: new Float32Array(8), shape: [2, 4] }],
    ['ragged arrays', [[1, 2, 3], [4, 5]]],
    ['nothing', new Float32Array(0)],
    ['NaN', [1, NaN, 3]],
    ['a shape that its values do not fill', { data: new Float32Array(6), shape: [3, 3] }],
    ['pixels of another size', image([0, 0, 0, 255], 1, 1)],
    ['words among numbers', [1, 'x' as unknown as number, 3]],
  ])('refuses %s', async (_, input) => {
    await expect(toBatch(input, [3])).rejects.toThrow(InvalidDataError);
  });
});
