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

  it('keeps the label beside its sample, and what labels stand for', async () => {
    const values = Float32Array.from({ length: 50 }, (_, i) => i);
    const label = { data: Int32Array.from(values, (value) => value % 3), shape: [50] };
    const labelled = fromSamples({ clean: { data: values, shape: [50, 1] }, label }, { range: [0, 50], labelNames: ['a', 'b', 'c'] });
    for (const part of Object.values(await holdOut(labelled, 1))) {
      expect(part.info.labelNames).toEqual(['a', 'b', 'c']);
      for await (const batch of part.batches({ batchSize: 50 }))
        expect(batch.label).toEqual({ data: Int32Array.from(batch.clean.data, (value) => value % 3), shape: [part.info.size] });
    }
  });

  it('asks the dataset for its samples once, a small batch at a time', async () => {
    const sizes: number[] = [];
    const whole = counting(5000);
    const counted: Dataset = { ...whole, batches: (options) => (sizes.push(options.batchSize), whole.batches(options)) };
    await holdOut(counted, 1);
    expect(sizes).toHaveLength(1);
    expect(sizes[0]).toBeLessThan(5000);
  });

  it('refuses a single sample', async () => {
    await expect(holdOut(counting(1), 1)).rejects.toThrow(InvalidDataError);
  });
});
