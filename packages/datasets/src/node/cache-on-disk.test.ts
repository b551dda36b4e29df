import { createSeed, fromSamples, InvalidDataError, type Batch, type BatchesOptions, type Dataset } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { glyphs } from '../made/glyphs.js';
import { epochOf, stream } from '../pipeline/counting.fixture.js';
import { map } from '../pipeline/map.js';
import { cacheOnDisk } from './cache-on-disk.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-cache-'));
});
afterAll(() => rm(folder, { recursive: true }));

const series = fromSamples({ clean: { data: Float32Array.from({ length: 23 * 8 }, (_, i) => Math.sin(i)), shape: [23, 4, 2] } }, { range: [-1, 1] });
testDataset({ name: 'cacheOnDisk', create: () => cacheOnDisk(glyphs({ count: 30 }), join(folder, 'conformance')) });
testDataset({ name: 'cacheOnDisk of series', create: () => cacheOnDisk(series, join(folder, 'series')) });

it('gives what its source gives, of unknown size too, and writes nothing else', async () => {
  const { data } = stream(600);
  const plain = map(data, ({ index }) => ({ label: index }));
  const bare = { ...plain, batches: (options: Parameters<typeof plain.batches>[0]) => withoutMask(plain.batches(options)) };
  const kept = await cacheOnDisk(bare, join(folder, 'a', 'stream'));
  expect(kept.info).toMatchObject({ size: 600, range: [0, 600], labelNames: ['a', 'b', 'c'] });
  expect(await epochOf(kept)).toEqual(await epochOf(bare));
  expect(await readdir(join(folder, 'a'))).toEqual(['stream']);
});

it('tells the sample rate of sound', async () => {
  const sound = { ...series, info: { ...series.info, sampleRate: 8000 } };
  for (let time = 0; time < 2; time++) expect((await cacheOnDisk(sound, join(folder, 'sound'))).info.sampleRate).toBe(8000);
});

/** Samples that come to a halt before one of their batches, until they are let go on. */
function halting(data: Dataset, before: number): { data: Dataset; halted: Promise<void>; goOn: () => void } {
  let [halt, goOn] = [() => {}, () => {}];
  const halted = new Promise<void>((resolve) => (halt = resolve));
  const going = new Promise<void>((resolve) => (goOn = resolve));
  async function* batches(options: BatchesOptions): AsyncGenerator<Batch> {
    let number = 0;
    for await (const batch of data.batches(options)) {
      if (number++ === before) halt();
      if (number > before) await going;
      yield batch;
    }
  }
  return { data: { info: data.info, batches }, halted, goOn };
}

it('lets two calls make one folder at once', async () => {
  const path = join(folder, 'together');
  const samples = fromSamples({ clean: { data: Float32Array.from({ length: 700 }, (_, i) => (i + 1) / 700), shape: [700, 1] } });
  const [first, second] = [halting(samples, 2), halting(samples, 1)];
  const making = cacheOnDisk(first.data, path);
  await first.halted;
  const makingToo = cacheOnDisk(second.data, path);
  await second.halted;
  first.goOn();
  const expected = await epochOf(samples);
  expect(await epochOf(await making)).toEqual(expected);
  second.goOn();
  expect(await epochOf(await makingToo)).toEqual(expected);
  expect((await readdir(folder)).filter((name) => name.startsWith('together'))).toEqual(['together']);
});

async function* withoutMask(batches: AsyncIterable<Awaited<ReturnType<typeof epochOf>>[number]>) {
  for await (const { mask: _, condition: __, ...batch } of batches) yield batch;
}

it('reads its source once, by whichever process', async () => {
  let passes = 0;
  const digits = glyphs({ count: 20 });
  const counted = { ...digits, batches: (options: Parameters<typeof digits.batches>[0]) => (passes++, digits.batches(options)) };
  for (let time = 0; time < 2; time++) await epochOf(await cacheOnDisk(counted, join(folder, 'once')), { shuffle: createSeed(1) });
  expect(passes).toBe(1);
});

it('refuses a folder of other data, fields that it does not keep, of which it leaves nothing, and a place where nothing can be written', async () => {
  await cacheOnDisk(glyphs({ count: 20 }), join(folder, 'other'));
  await expect(cacheOnDisk(glyphs({ count: 30 }), join(folder, 'other'))).rejects.toThrow(InvalidDataError);
  await expect(cacheOnDisk(stream(9).data, join(folder, 'masked'))).rejects.toThrow('received condition');
  expect((await readdir(folder)).filter((name) => name.includes('masked'))).toEqual([]);
  await writeFile(join(folder, 'file'), '');
  await expect(cacheOnDisk(glyphs({ count: 20 }), join(folder, 'file', 'inside'))).rejects.toThrow('cannot be written');
});
