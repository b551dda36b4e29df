import { fromSamples, InvalidDataError, InvalidOptionError, type Dataset } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counting, epochOf, stream, valuesOf } from './counting.fixture.js';
import { split } from './split.js';

testDataset({ name: 'split, to learn from', create: async () => (await split(counting(60), { share: 0.4 })).train });
testDataset({ name: 'split, to measure with', create: async () => (await split(stream(60).data, { share: 0.4, stratify: true })).test });

describe('split(data, { share, seed, stratify })', () => {
  it('gives each sample to one part, the share to measure with, in stored order', async () => {
    const options = fc.record({ share: fc.double({ min: 0.01, max: 0.99, noNaN: true }), seed: fc.integer(), stratify: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 200 }), options, async (size, given) => {
        const { train, test } = await split(counting(size), given);
        const [learned, held] = [await valuesOf(train), await valuesOf(test)];
        expect(held).toHaveLength(Math.min(size - 1, Math.max(1, Math.round(size * given.share))));
        expect([train.info.size, test.info.size]).toEqual([learned.length, held.length]);
        expect(held).toEqual(held.toSorted((a, b) => a - b));
        expect([...learned, ...held].sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
      }),
      { numRuns: 40 },
    );
  });

  it('gives equal parts for equal seeds and others for another, and of a stream the same', async () => {
    const held = async (data: Dataset, seed: number) => valuesOf((await split(data, { share: 0.1, seed })).test);
    expect(await held(counting(100), 1)).toEqual(await held(stream(100).data, 1));
    expect(await held(counting(100), 1)).not.toEqual(await held(counting(100), 2));
    expect(await held(counting(100), 1)).toEqual([7, 11, 22, 30, 33, 41, 43, 51, 52, 62]); // saved models rely on it
  });

  it('takes the same share of each label', async () => {
    const labels = Int32Array.from({ length: 1000 }, (_, i) => (i < 900 ? 0 : i < 990 ? 1 : 2));
    const clean = { data: new Float32Array(1000), shape: [1000, 1] };
    const { test } = await split(fromSamples({ clean, label: { data: labels, shape: [1000] } }), { share: 0.2, stratify: true });
    const counts = [0, 0, 0];
    for (const { label } of await epochOf(test)) label!.data.forEach((value) => counts[value]!++);
    expect(counts).toEqual([180, 18, 2]);
  });

  it('keeps what stands beside a sample', async () => {
    for (const part of Object.values(await split(counting(50), { share: 0.3 })))
      for (const { clean, label, condition } of await epochOf(part)) {
        const numbers = [...clean.data].filter((_, i) => i % 2 === 0);
        expect([...label!.data]).toEqual(numbers.map((number) => number % 3));
        expect([...condition!.data]).toEqual(numbers.map((number) => -number));
      }
  });

  it('shares no value between the parts where samples overlap, and holds the last out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 12, max: 200 }), fc.integer({ min: 1, max: 10 }), async (size, overlap) => {
        const { train, test } = await split(counting(size), { share: 0.25, overlap });
        const [learned, held] = [await valuesOf(train), await valuesOf(test)];
        expect(held).toEqual(Array.from({ length: held.length }, (_, i) => size - held.length + i));
        expect(learned).toEqual(Array.from({ length: size - held.length - overlap }, (_, i) => i));
        expect(held).toHaveLength(Math.min(size - overlap - 1, Math.round(size * 0.25)));
      }),
      { numRuns: 40 },
    );
  });

  it('refuses fewer samples than the overlap needs, and to stratify samples that overlap', async () => {
    await expect(split(counting(5), { share: 0.5, overlap: 4 })).rejects.toThrow(/6 samples or more/);
    await expect(split(counting(50), { share: 0.5, overlap: 4, stratify: true })).rejects.toThrow(InvalidOptionError);
  });

  it('refuses a single sample, and to stratify without labels', async () => {
    await expect(split(counting(1), { share: 0.5 })).rejects.toThrow(InvalidDataError);
    const unlabelled = fromSamples({ clean: { data: new Float32Array(9), shape: [9, 1] } });
    await expect(split(unlabelled, { share: 0.5, stratify: true })).rejects.toThrow(InvalidDataError);
  });

  it.each([0, 1, NaN, 2])('refuses a share of %s', async (share) => {
    await expect(split(counting(9), { share })).rejects.toThrow(InvalidOptionError);
  });
});
