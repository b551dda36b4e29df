import { fromSamples, InvalidDataError, type Dataset } from '@hourglass/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdOut } from './hold-out.js';

const counting = (size: number): Dataset =>
  fromSamples({ clean: { data: Float32Array.from({ length: 2 * size }, (_, i) => Math.floor(i / 2)), shape: [size, 2] } }, { range: [0, size] });

async function valuesOf(dataset: Dataset): Promise<number[]> {
  const values: number[] = [];
  for await (const { clean } of dataset.batches({ batchSize: 7 })) values.push(...clean.data.filter((_, i) => i % 2 === 0));
  return values;
}

describe('holdOut(dataset, seed)', () => {
  it('gives each sample to one part, a tenth to measure with, in stored order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 200 }), fc.integer(), async (size, seed) => {
        const { train, test } = await holdOut(counting(size), seed);
        const [learned, held] = [await valuesOf(train), await valuesOf(test)];
        expect(held).toHaveLength(Math.max(1, Math.round(size / 10)));
        expect(held).toEqual(held.toSorted((a, b) => a - b));
        expect([...learned, ...held].sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
        expect(test.info.range).toEqual([0, size]);
      }),
      { numRuns: 30 },
    );
  });

  it('gives equal parts for equal seeds and others for another', async () => {
    const held = async (seed: number) => valuesOf((await holdOut(counting(100), seed)).test);
    expect(await held(1)).toEqual(await held(1));
    expect(await held(1)).not.toEqual(await held(2));
  });

  it('refuses a single sample', async () => {
    await expect(holdOut(counting(1), 1)).rejects.toThrow(InvalidDataError);
  });
});
