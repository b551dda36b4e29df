import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from './dataset.js';
import { InvalidDataError, InvalidOptionError } from './errors.js';
import { mse } from './metrics/mse.js';
import { pca, type Pca } from './pca.js';
import { fillNormal } from './random-fill.js';
import { fromSamples } from './samples.js';
import { sizeOf, type NdArray, type Shape } from './values.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Samples of `rank` directions of falling variance around a mean of 3, and a little noise in all. */
function correlated(count: number, shape: Shape, { rank = 4, noise = 0.01 } = {}): NdArray<Float32Array> {
  const size = sizeOf(shape);
  const draw = (seed: number, length: number): Float32Array => {
    const out = new Float32Array(length);
    fillNormal(seed, out);
    return out;
  };
  const [codes, directions] = [draw(1, count * rank), draw(2, rank * size)];
  const data = draw(3, count * size).map((noisy, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    let value = 3 + noise * noisy;
    for (let k = 0; k < rank; k++) value += (codes[row * rank + k]! * directions[k * size + column]!) / (k + 1);
    return value;
  });
  return { data, shape: [count, ...shape] };
}

const row = ({ data }: NdArray, i: number, width: number): number[] => [...data.subarray(i * width, (i + 1) * width)];
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

function expectOrthonormal({ components }: Pca): void {
  const [count = 0, ...shape] = components.shape;
  const rows = Array.from({ length: count }, (_, i) => row(components, i, sizeOf(shape)));
  rows.forEach((a, i) => rows.forEach((b, j) => expect(dot(a, b)).toBeCloseTo(Number(i === j), 5)));
}

describe('pca(data, { components })', () => {
  it('gives orthonormal components, the largest entry of each positive, and falling variances', async () => {
    const fitted = await pca(correlated(300, [5, 6]), { components: 7 });
    expect(fitted.mean.shape).toEqual([5, 6]);
    expect(fitted.components.shape).toEqual([7, 5, 6]);
    expectOrthonormal(fitted);
    for (let i = 0; i < 7; i++) {
      const entries = row(fitted.components, i, 30);
      expect(Math.max(...entries)).toBe(Math.max(...entries.map(Math.abs)));
    }
    expect([...fitted.variances]).toEqual([...fitted.variances].sort((a, b) => b - a));
  });

  it.each([20, 80])('rebuilds samples of %d values with an error of the variances left out', async (size) => {
    const samples = correlated(200, [size], { noise: 0.3 });
    const all = await pca(samples, { components: size });
    const some = await pca(samples, { components: 6 });
    const leftOut = all.variances.slice(6).reduce((sum, variance) => sum + variance, 0);
    const squares = mse(samples, some.inverse(some.transform(samples))) * samples.data.length;
    expect(squares / (200 - 1) / leftOut).toBeCloseTo(1, 4);
    some.variances.forEach((variance, i) => expect(variance / all.variances[i]!).toBeCloseTo(1, 5));
  });

  it('rebuilds samples exactly from as many components as they have values', async () => {
    const samples = correlated(50, [2, 4]);
    const { transform, inverse } = await pca(samples, { components: 8 });
    expect(transform(samples).shape).toEqual([50, 8]);
    expect(inverse(transform(samples)).shape).toEqual([50, 2, 4]);
    expect(mse(samples, inverse(transform(samples)))).toBeLessThan(1e-11);
  });

  it('is the same for a dataset read in batches as for its array, and for the same seed', async () => {
    const samples = correlated(2500, [12], { noise: 0.2 }); // three batches
    const fromArray = await pca(samples, { components: 3 });
    const fromDataset = await pca(fromSamples({ clean: samples }, { range: [-99, 99] }), { components: 3, seed: 1 });
    expect(fromDataset.components).toEqual(fromArray.components);
    expect(fromDataset.variances).toEqual(fromArray.variances);
  });

  it('hardly depends on the seed', async () => {
    const samples = correlated(100, [30]);
    const [a, b] = await Promise.all([1, 2].map((seed) => pca(samples, { components: 4, seed })));
    a!.components.data.forEach((x, i) => expect(x).toBeCloseTo(b!.components.data[i]!, 4));
  });

  it('takes samples far from 0', async () => {
    const near = correlated(500, [10], { noise: 0.2 });
    const far = { data: near.data.map((x) => x + 1024), shape: near.shape };
    const [a, b] = [await pca(near, { components: 4 }), await pca(far, { components: 4 })];
    a.variances.forEach((variance, i) => expect(b.variances[i]! / variance).toBeCloseTo(1, 3));
  });

  it('takes samples of more than 2048 values, by passes over the data', async () => {
    const samples = correlated(40, [2100], { noise: 0 });
    const fitted = await pca(samples, { components: 4 });
    expectOrthonormal(fitted);
    expect(mse(samples, fitted.inverse(fitted.transform(samples)))).toBeLessThan(1e-5 * fitted.variances[3]!);
  });

  it('takes fewer samples than values, up to a component for each sample', async () => {
    const samples = correlated(6, [15]);
    const fitted = await pca(samples, { components: 6 });
    expectOrthonormal(fitted);
    expect(fitted.variances[5]! / fitted.variances[0]!).toBeLessThan(1e-6);
    expect(mse(samples, fitted.inverse(fitted.transform(samples)))).toBeLessThan(1e-10);
  });

  it('takes samples of lower rank than the components asked for', async () => {
    const samples = correlated(100, [40], { rank: 2, noise: 0 });
    const fitted = await pca(samples, { components: 5 });
    expectOrthonormal(fitted);
    expect(fitted.variances[2]! / fitted.variances[0]!).toBeLessThan(1e-6);
  });

  it.each([1, 7])('takes %i samples that are all equal', async (count) => {
    const samples = { data: new Float32Array(count * 5).fill(0.7), shape: [count, 5] };
    const fitted = await pca(samples, { components: 1 });
    expectOrthonormal(fitted);
    expect([...fitted.variances]).toEqual([0]);
    expect(mse(samples, fitted.inverse(fitted.transform(samples)))).toBeLessThan(1e-14);
  });

  it('takes samples of one value', async () => {
    const { variances, components } = await pca({ data: Float32Array.of(1, 2, 3), shape: [3, 1] }, { components: 1 });
    expect([...variances, ...components.data]).toEqual([1, 1]);
  });

  it('leaves no tensors behind', async () => {
    const before = tf.memory().numTensors;
    await pca(correlated(30, [8]), { components: 2 });
    await pca(correlated(5, [2049]), { components: 2 });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses more components than samples or than values, of a stream too', async () => {
    const stream = (samples: NdArray): Dataset => {
      const { info, batches } = fromSamples({ clean: samples });
      const { size: _, ...unsized } = info;
      return { info: unsized, batches };
    };
    for (const samples of [correlated(4, [10]), correlated(10, [4])]) {
      await expect(pca(samples, { components: 5 })).rejects.toThrow(InvalidOptionError);
      await expect(pca(stream(samples), { components: 5 })).rejects.toThrow(InvalidOptionError);
      expect((await pca(stream(samples), { components: 4 })).variances).toHaveLength(4);
    }
  });

  it.each([{ components: 0 }, { components: 1.5 }, { components: 1, seed: 0.5 }, { components: 1, count: 2 }])(
    'refuses %o',
    async (options) => {
      await expect(pca(correlated(5, [4]), options)).rejects.toThrow(InvalidOptionError);
    },
  );

  it.each([NaN, Infinity, 3e38])('refuses samples that hold %d', async (value) => {
    const samples = correlated(5, [4]);
    samples.data[7] = value;
    await expect(pca(samples, { components: 2 })).rejects.toThrow(InvalidDataError);
  });

  it('refuses to transform samples and codes of another shape', async () => {
    const { transform, inverse } = await pca(correlated(9, [4]), { components: 2 });
    expect(() => transform(correlated(9, [5]))).toThrow(InvalidDataError);
    expect(() => inverse(correlated(9, [4]))).toThrow(InvalidDataError);
    expect(transform({ data: new Float32Array(0), shape: [0, 4] }).shape).toEqual([0, 2]);
  });
});
