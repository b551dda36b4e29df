import { createSeed, type Batch } from '@hourglass/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromChunks, type ChunkOptions } from './from-chunks.js';

/** Samples 0, 1, 2, … of two values, in chunks of these lengths, with labels. */
const counting = (lengths: readonly number[], asked: ChunkOptions[] = []) =>
  fromChunks({
    info: { inputShape: [2], targetShape: [2], dtype: 'float32', range: [0, 1] },
    async *chunks(options) {
      asked.push(options);
      await Promise.resolve();
      let start = 0;
      for (const length of lengths) {
        const index = Int32Array.from({ length }, (_, i) => start + i);
        const data = Float32Array.from({ length: 2 * length }, (_, i) => start + i / 2);
        yield { clean: { data, shape: [length, 2] }, label: { data: index.map((i) => i * 10), shape: [length] }, index };
        start += length;
      }
    },
  });

async function collected(batches: AsyncIterable<Batch>): Promise<Batch[]> {
  const found: Batch[] = [];
  for await (const batch of batches) found.push(structuredClone(batch));
  return found;
}

const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 8 });
const total = (parts: readonly number[]): number => parts.reduce((sum, part) => sum + part, 0);

it('gives every sample once, in order, in batches of the asked size, whatever the chunks', async () => {
  await fc.assert(
    fc.asyncProperty(lengths, fc.integer({ min: 1, max: 10 }), fc.boolean(), async (parts, batchSize, reuse) => {
      const batches = await collected(counting(parts).batches({ batchSize, reuse }));
      const count = total(parts);
      expect(batches.flatMap(({ index }) => [...index])).toEqual(Array.from({ length: count }, (_, i) => i));
      expect(batches.flatMap(({ clean }) => [...clean.data])).toEqual(Array.from({ length: 2 * count }, (_, i) => i / 2));
      for (const batch of batches.slice(0, -1)) expect(batch.clean.shape).toEqual([batchSize, 2]);
      expect(batches.at(-1)?.index.length ?? 0).toBe(count === 0 ? 0 : ((count - 1) % batchSize) + 1);
    }),
  );
});

it('shuffles the samples of a window with what belongs to each, by the seed alone', async () => {
  const order = async (seed: number) => {
    const batches = await collected(counting([4, 7, 1, 8]).batches({ batchSize: 6, shuffle: createSeed(seed) }));
    for (const { clean, label, index } of batches)
      index.forEach((sample, i) => {
        expect([...clean.data.slice(2 * i, 2 * i + 2)]).toEqual([sample, sample + 0.5]);
        expect(label!.data[i]).toBe(sample * 10);
      });
    return batches.flatMap(({ index }) => [...index]);
  };
  const first = await order(1);
  expect(first.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(first).not.toEqual(first.toSorted((a, b) => a - b));
  expect(await order(1)).toEqual(first);
  expect(await order(2)).not.toEqual(first);
});

it('asks for chunks of a batch in order, and for a sixteenth of a window to shuffle', async () => {
  const asked: ChunkOptions[] = [];
  const data = counting([3], asked);
  await collected(data.batches({ batchSize: 3 }));
  await collected(data.batches({ batchSize: 3, shuffle: createSeed(1) }));
  expect(asked.map(({ rows }) => rows)).toEqual([3, 2 ** 14]);
});

it.each([['in order', undefined], ['shuffled', createSeed(1)]])('takes chunks of many small samples, %s', async (_, shuffle) => {
  const count = 200_000;
  const seen = new Uint8Array(count);
  for await (const { index } of counting([count]).batches({ batchSize: 4096, shuffle })) for (const sample of index) seen[sample]!++;
  expect(seen.every((times) => times === 1)).toBe(true);
});
