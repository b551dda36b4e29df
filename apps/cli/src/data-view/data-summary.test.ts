import { fromSamples, InvalidDataError } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { summarise } from './data-summary.js';

const rows = (values: number[], more: object = {}, labelNames?: string[]) =>
  fromSamples(
    { clean: { data: Float32Array.from(values), shape: [values.length / 2, 2] }, ...more },
    { range: [-10, 2000], ...(labelNames && { labelNames }) },
  );

describe('summarise(parts)', () => {
  it('finds extremes, mean and standard deviation over all parts', async () => {
    const summary = await summarise([rows([1000, 1, 1001, 1]), rows([1002, 1])]);
    expect(summary).toMatchObject({ samples: 3, inputShape: [2], dtype: 'float32', range: [-10, 2000], found: [1, 1002], missing: 0, constant: 1 });
    expect(summary.mean).toBeCloseTo(501, 9);
    expect(summary.stddev).toBeCloseTo(Math.sqrt((1 / 2) * (2 / 3) + 500 ** 2), 9); // within the places, and between them
    expect(summary.farthest).toBeCloseTo(1 / Math.sqrt(2 / 3), 9);
  });

  it('counts labels by name, and leaves missing values out', async () => {
    const label = { data: Int32Array.of(1, 0, 1), shape: [3] };
    const mask = { data: Float32Array.of(1, 1, 1, 0, 1, 0), shape: [3, 2] };
    const summary = await summarise([rows([1, 5, 2, 0, 3, 0], { label, mask }, ['good', 'bad'])]);
    expect(summary).toMatchObject({ missing: 2, found: [1, 5], constant: 1, labels: { bad: 2, good: 1 } });
    expect(summary.mean).toBeCloseTo(11 / 4, 9);
  });

  it('refuses a source without samples', async () => {
    const empty = { ...rows([1, 2]), batches: async function* () {} };
    await expect(summarise([empty])).rejects.toThrow(InvalidDataError);
  });
});
