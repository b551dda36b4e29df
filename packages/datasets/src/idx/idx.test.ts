import { createSeed, InvalidDataError, InvalidOptionError, type Batch, type Dataset } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import { describe, expect, it } from 'vitest';
import { fuzz } from '../fuzz/fuzz.js';
import { idx } from './idx.js';
import { targets } from './idx.fuzz.js';
import type { IdxArray } from './idx-array.js';
import { writeIdx } from './write-idx.js';

const size = 13;
const images = { data: Uint8Array.from({ length: size * 6 }, (_, i) => (i * 31) % 256), shape: [size, 2, 3] };
const labels = { data: Uint8Array.from({ length: size }, (_, i) => (i * 3) % 10), shape: [size] };
const vectors = { data: Float32Array.from({ length: size * 2 }, (_, i) => i - 4), shape: [size, 2] };

const named = async (name: string, array: IdxArray, gzip = false): Promise<File> => new File([Uint8Array.from(await writeIdx(array, { gzip }))], name);

async function first(dataset: Dataset): Promise<Batch> {
  for await (const batch of dataset.batches({ batchSize: size })) return batch;
  throw new Error('The dataset is empty.');
}

testDataset({ name: 'idx, images with labels', create: async () => idx(await writeIdx(images), { labels: await writeIdx(labels) }) });
testDataset({ name: 'idx, packed float vectors', create: async () => idx(await writeIdx(vectors, { gzip: true })) });

describe('idx(source, options)', () => {
  it.each([false, true])('reads samples and labels, packed: %s', async (gzip) => {
    const dataset = await idx(await writeIdx(images, { gzip }), { labels: await writeIdx(labels, { gzip }), labelNames: Array.from({ length: 10 }, (_, digit) => String(digit)) });
    const { clean, label } = await first(dataset);
    expect(dataset.info).toMatchObject({ inputShape: [2, 3, 1], range: [0, 1], size });
    expect([...clean.data]).toEqual([...Float32Array.from(images.data, (byte) => byte / 255)]);
    expect([...label!.data]).toEqual([...labels.data]);
    expect((await first(await idx(await writeIdx(images)))).label).toBeUndefined();
  });

  it('finds the range of floats, and scales bytes to the range given', async () => {
    expect((await idx(await writeIdx(vectors))).info).toMatchObject({ range: [-4, 21], inputShape: [2] });
    const scaled = await first(await idx(await writeIdx(images), { range: [-1, 1] }));
    expect(scaled.clean.data[1]).toBe(Math.fround(-1 + (31 * 2) / 255));
  });

  it('streams more than 64 MiB', async () => {
    const [count, width] = [70_000, 500];
    const data = Int16Array.from({ length: count * width }, (_, i) => i % 30_000);
    const dataset = await idx(await writeIdx({ data, shape: [count, width] }));
    expect(dataset.info).toMatchObject({ range: [0, 29_999], size: count });
    for await (const { clean, index } of dataset.batches({ batchSize: 1000, shuffle: createSeed(1) }))
      index.forEach((sample, i) => {
        if (clean.data[i * width] !== data[sample * width]) throw new Error(`sample ${sample} has other values`);
      });
  });

  it('names both files where they do not fit, and the one that is damaged', async () => {
    const [samples, wrong] = [await named('letters.idx', images), await named('vectors.idx.gz', vectors, true)];
    await expect(idx(samples, { labels: wrong })).rejects.toThrow('letters.idx with vectors.idx.gz: Expected labels [13], one a sample, received shape [13, 2]');
    await expect(idx(wrong, { labels: new File([samples.slice(0, -1)], 'cut.idx') })).rejects.toThrow(/^cut\.idx: Expected an IDX file of 94 bytes/);
    await expect(idx(await named('labels.idx', labels))).rejects.toThrow('labels.idx: Expected samples [size, ...shape], at least one, received shape [13]');
    await expect(idx(await named('odd.idx', { data: Float64Array.of(1, NaN), shape: [2, 1] }))).rejects.toThrow(/^odd\.idx: Expected finite values of float32, received NaN in sample 1 at place 0/);
    await expect(idx(wrong, { labels: await named('half.idx', { ...labels, data: Float32Array.from({ length: size }, (_, i) => i / 2) }) })).rejects.toThrow(InvalidDataError);
  });

  it.each<[option: string, options: object]>([
    ['labels', { labels: 3 }],
    ['range', { range: [1, 0] }],
    ['split', { split: 'train' }],
  ])('refuses a bad %s', async (option, options) => {
    const file = await writeIdx(images);
    await expect(idx(file, options)).rejects.toThrow(InvalidOptionError);
    await expect(idx(file, options)).rejects.toThrow(option);
  });
});

it.each(targets)('$name: damaged files are refused or read as they are', async (target) => {
  expect((await fuzz(target, { seed: 1, cases: 3000 })).failures).toEqual([]);
});
