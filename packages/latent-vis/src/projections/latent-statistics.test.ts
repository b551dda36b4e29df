import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { createSeed, fillNormal, InvalidDataError, InvalidOptionError, type NdArray } from '@hourglass/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { latentStatistics } from './latent-statistics.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const codesOf = (...rows: number[][]): NdArray => ({ data: Float32Array.from(rows.flat()), shape: [rows.length, rows[0]!.length] });

function normal(count: number, units: number): Float32Array {
  const data = new Float32Array(count * units);
  fillNormal(createSeed(1).fork('statistics').value, data);
  return data;
}

describe('latentStatistics(codes)', () => {
  it('gives mean, variance and activity of each unit, and which are dead', async () => {
    const found = await latentStatistics(codesOf([1, 0, 0, 5], [3, 0, 1e-9, 5], [5, 0, 0, 5], [7, 4, -1e-9, 5]));
    expect(found.count).toBe(4);
    expect([...found.mean].map((value) => Math.round(1e6 * value) / 1e6)).toEqual([4, 1, 0, 5]);
    expect(found.variance[0]).toBeCloseTo(20 / 3, 5);
    expect(found.variance[1]).toBeCloseTo(4, 5);
    expect(found.variance[3]).toBe(0);
    expect([...found.activity]).toEqual([1, 0.25, 0, 1]);
    expect(found.dead).toEqual(Int32Array.of(2));
    expect([...(await latentStatistics(codesOf([0.1, 1], [0.2, 1]), { tolerance: 0.15 })).activity]).toEqual([0.5, 1]);
  });

  it('correlates units as by Pearson, and constant ones with nothing', async () => {
    const { correlation } = await latentStatistics(codesOf([1, -2, 1, 0.1], [2, -4, -1, 0.1], [3, -6, -1, 0.1], [4, -8, 1, 0.1]));
    expect(correlation.shape).toEqual([4, 4]);
    const expected = [1, -1, 0, 0, -1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0];
    correlation.data.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
  });

  it.each([8, 100])('counts the dimensions that %d units fill', async (units) => {
    const count = 800;
    const noise = normal(count, units);
    const dimension = async (valueOf: (row: number, unit: number) => number): Promise<number> => {
      const data = Float32Array.from({ length: count * units }, (_, i) => valueOf(Math.floor(i / units), i % units));
      return (await latentStatistics({ data, shape: [count, units] })).effectiveDimension;
    };
    const at = (row: number, unit: number): number => noise[row * units + unit]!;
    // Of independent units the expected ratio is units / (1 + units / count), to a few in a hundred
    expect((await dimension(at)) / (units / (1 + units / count))).toBeCloseTo(1, 1);
    expect(await dimension((row, unit) => at(row, 0) * (unit + 1))).toBeCloseTo(1, 4);
    expect(await dimension((row, unit) => (unit < 3 ? at(row, unit) : 7))).toBeCloseTo(3, 1);
  });

  it('takes a single sample, equal codes, codes of one number and of a thousand', async () => {
    const single = await latentStatistics(codesOf([1, 0]));
    expect([...single.variance]).toEqual([0, 0]);
    expect(single.dead).toEqual(Int32Array.of(1));
    expect(single.effectiveDimension).toBe(0);
    expect((await latentStatistics(codesOf([0.1], [0.1], [0.1]))).effectiveDimension).toBe(0);
    expect((await latentStatistics(codesOf([1], [2], [4]))).effectiveDimension).toBe(1);
    const wide = await latentStatistics({ data: normal(5, 1000), shape: [5, 1000] });
    expect(wide.effectiveDimension).toBeLessThan(4.0001);
    expect(wide.effectiveDimension).toBeGreaterThan(3.5);
  });

  it('refuses NaN, codes of several axes and a tolerance below 0', async () => {
    await expect(latentStatistics(codesOf([1, NaN]))).rejects.toThrow(InvalidDataError);
    await expect(latentStatistics({ data: new Float32Array(8), shape: [2, 2, 2] })).rejects.toThrow(InvalidDataError);
    await expect(latentStatistics(codesOf([1]), { tolerance: -1 })).rejects.toThrow(InvalidOptionError);
  });
});
