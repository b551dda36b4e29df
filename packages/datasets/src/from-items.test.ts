import { createSeed, type Batch, type Dataset } from '@hourglass/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromItems } from './from-items.js';

/** Items of these counts; sample i holds i and i + ½, its label is its item. */
function counting(counts: readonly number[], bytes: number, onLoad: (item: number) => void = () => {}): Dataset {
  const first = counts.map((_, item) => counts.slice(0, item).reduce((sum, count) => sum + count, 0));
  const items = counts.map((count, item) => ({
    count,
    label: item,
    load: async () => {
      onLoad(item);
      await Promise.resolve();
      return (sample: number, row: Float32Array) => row.set([first[item]! + sample, first[item]! + sample + 0.5]);
    },
  }));
  const labelNames = counts.map(String);
  return fromItems({ info: { inputShape: [2], targetShape: [2], dtype: 'float32', range: [0, 1000], labelNames }, items, bytes });
}

async function collected(data: Dataset, batchSize: number, shuffle?: number): Promise<Batch[]> {
  const found: Batch[] = [];
  for await (const batch of data.batches({ batchSize, reuse: true, ...(shuffle !== undefined && { shuffle: createSeed(shuffle) }) })) found.push(structuredClone(batch));
  return found;
}

const itemOf = (counts: readonly number[], sample: number): number => {
  let before = 0;
  return counts.findIndex((count) => (before += count) > sample);
};

it.each([['kept', 0], ['streamed', Infinity]])('gives every sample once with what belongs to it, %s', async (_, bytes) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 7 }), fc.option(fc.nat(), { nil: undefined }), async (counts, batchSize, shuffle) => {
      const data = counting(counts, bytes);
      const size = counts.reduce((sum, count) => sum + count, 0);
      expect(data.info.size).toBe(size);
      for (let epoch = 0; epoch < 2; epoch++) {
        const batches = await collected(data, batchSize, shuffle);
        const index = batches.flatMap((batch) => [...batch.index]);
        expect(shuffle === undefined ? index : index.toSorted((a, b) => a - b)).toEqual(Array.from({ length: size }, (__, i) => i));
        for (const { clean, label, index: samples } of batches) {
          expect([...clean.data]).toEqual([...samples].flatMap((sample) => [sample, sample + 0.5]));
          expect([...label!.data]).toEqual([...samples].map((sample) => itemOf(counts, sample)));
        }
      }
    }),
    { numRuns: 40 },
  );
});

it('loads what is kept once, when it is asked for, and what is streamed once an epoch', async () => {
  for (const [bytes, expected] of [[0, 3], [Infinity, 6]] as const) {
    const loaded: number[] = [];
    const data = counting([2, 3, 1], bytes, (item) => loaded.push(item));
    expect(loaded).toEqual([]);
    await collected(data, 2, 1);
    await collected(data, 2, 1);
    expect(loaded).toHaveLength(expected);
    expect(new Set(loaded).size).toBe(3);
  }
});

it('reads a few items ahead, not all, and tells of a failure when its turn comes', async () => {
  const loaded: number[] = [];
  const data = counting(new Array<number>(100).fill(1), Infinity, (item) => {
    if (item === 20) throw new Error('damaged');
    loaded.push(item);
  });
  const batches = data.batches({ batchSize: 1 })[Symbol.asyncIterator]();
  await batches.next();
  expect(loaded.length).toBeLessThan(20);
  for (let i = 1; i < 20; i++) expect((await batches.next()).done).toBe(false);
  await expect(batches.next()).rejects.toThrow('damaged');
});
