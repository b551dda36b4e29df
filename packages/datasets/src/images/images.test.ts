import { createSeed, InvalidDataError, InvalidOptionError, type Batch, type Dataset } from '@hourglass/core';
import { encode } from 'fast-png';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { byteSource } from '../byte-source.js';
import type { FileEntry, FileSet } from '../file-set.js';
import { split } from '../pipeline/split.js';
import { images } from './images.js';
import { sharpDecoder } from './sharp-decoder.js';

/** Files in memory by their paths. */
const filesOf = (files: Readonly<Record<string, Uint8Array>>): FileSet => ({
  name: 'the set',
  list: () => Promise.resolve(Object.entries(files).map(([path, bytes]) => ({ ...byteSource(bytes), name: `the set/${path}`, path }))),
});

const png = (height: number, width: number, value: (i: number) => number = (i) => i, channels = 1): Uint8Array =>
  encode({ width, height, channels, data: Uint8Array.from({ length: height * width * channels }, (_, i) => value(i)) });

const collected = async (data: Dataset, shuffle?: number): Promise<Batch[]> => {
  const found: Batch[] = [];
  for await (const batch of data.batches({ batchSize: 2, ...(shuffle !== undefined && { shuffle: createSeed(shuffle) }) })) found.push(batch);
  return found;
};

const valuesOf = async (data: Dataset): Promise<number[]> => (await collected(data)).flatMap(({ clean }) => Array.from(clean.data, (value) => Math.round(value * 255)));

const three = filesOf({ 'cats/1.png': png(2, 3), 'cats/2.jpeg': png(2, 3, (i) => 10 + i), 'dogs/1.png': png(2, 3, (i) => 20 + i), 'dogs/notes.txt': Uint8Array.of(65) });

it('gives the images of a set with classes, leaving other files out by name', async () => {
  const skipped: string[] = [];
  const data = await images(three, { labels: 'folders', onSkip: ({ name, reason }) => skipped.push(`${name}: ${reason}`) });
  expect(data.info).toEqual({ inputShape: [2, 3, 1], targetShape: [2, 3, 1], dtype: 'float32', range: [0, 1], size: 3, labelNames: ['cats', 'dogs'] });
  expect(skipped).toEqual(['dogs/notes.txt: not PNG or JPEG']);
  const batches = await collected(data);
  expect(batches.map(({ index }) => [...index])).toEqual([[0, 1], [2]]);
  expect(batches.flatMap(({ label }) => [...label!.data])).toEqual([0, 0, 1]);
  expect(await valuesOf(data)).toEqual([0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 20, 21, 22, 23, 24, 25]);
  expect(await valuesOf(data)).toHaveLength(18); // once more, from what is kept
});

it('gives each image its own values when shuffled, on the first epoch and on later ones', async () => {
  const data = await images(three);
  for (const seed of [1, 1, 2])
    for (const { clean, index } of await collected(data, seed))
      index.forEach((sample, i) => expect(Math.round(clean.data[6 * i]! * 255)).toBe(10 * sample));
});

it('decodes each image once', async () => {
  let count = 0;
  const decode = await sharpDecoder();
  const data = await images(three, { decode: (bytes) => { count++; return decode(bytes); } });
  expect(count).toBe(0);
  await collected(data, 1);
  await collected(data);
  expect(count).toBe(3);
});

it('names the first two images whose sizes differ, and the option', async () => {
  const mixed = filesOf({ 'a.png': png(2, 3), 'b.png': png(2, 3), 'c.png': png(3, 2) });
  await expect(images(mixed)).rejects.toThrow(/a\.png of 3 × 2 and c\.png of 2 × 3.*option size/);
  expect((await images(mixed, { size: [4, 4] })).info).toMatchObject({ inputShape: [4, 4, 1], size: 3 });
});

it('keeps grey as one channel, makes colour of a mixed set, and follows the option', async () => {
  const mixed = filesOf({ 'a.png': png(1, 1, () => 51), 'b.png': png(1, 1, (i) => [255, 0, 51][i]!, 3), 'c.png': png(1, 1, (i) => [0, 128][i]!, 2) });
  expect(await valuesOf(await images(mixed))).toEqual([51, 51, 51, 255, 0, 51, 127, 127, 127]);
  expect(await valuesOf(await images(mixed, { channels: 1 }))).toEqual([51, Math.round(0.299 * 255 + 0.114 * 51), 127]);
  expect(await valuesOf(await images(mixed, { channels: 4 }))).toEqual([51, 51, 51, 255, 255, 0, 51, 255, 0, 0, 0, 128]);
});

it('scales 16 bits by 65535', async () => {
  const data = await images(encode({ width: 2, height: 1, channels: 1, depth: 16, data: Uint16Array.of(1, 65535) }));
  const [batch] = await collected(data);
  expect([...batch!.clean.data]).toEqual([Math.fround(1 / 65535), 1]);
});

it('cuts images of any size into patches, row by row', async () => {
  const pages = filesOf({ 'a.png': png(4, 5), 'b.png': png(2, 2, (i) => 100 + i) });
  const data = await images(pages, { patch: [2, 2], labels: () => 'page' });
  expect(data.info).toMatchObject({ inputShape: [2, 2, 1], size: 5 });
  expect(await valuesOf(data)).toEqual([0, 1, 5, 6, 2, 3, 7, 8, 10, 11, 15, 16, 12, 13, 17, 18, 100, 101, 102, 103]);
  expect((await images(pages, { patch: [2, 2], step: [1, 3] })).info.size).toBe(3 * 2 + 1);
  await expect(images(pages, { patch: [3, 3] })).rejects.toThrow(/b\.png: expected an image of 3 × 3 pixels or more/);
  await expect(images(pages, { step: [3, 3] })).rejects.toThrow(InvalidOptionError);
});

it('shares no pixel between the parts of a split that is told how patches overlap', async () => {
  const pages = filesOf({ 'a.png': png(10, 10), 'b.png': png(9, 12, (i) => 100 + i) });
  const data = await images(pages, { patch: [4, 3], step: [2, 2] });
  expect(data.overlap).toBe(6);
  const { train, test } = await split(data, { share: 0.2, overlap: data.overlap });
  const learned = new Set(await valuesOf(train));
  expect((await valuesOf(test)).filter((value) => learned.has(value))).toEqual([]);
});

it('takes the pixels of a page', async () => {
  const pixels = { width: 1, height: 2, data: Uint8ClampedArray.of(255, 0, 0, 255, 0, 0, 0, 0), colorSpace: 'srgb' } as unknown as ImageData;
  expect(await valuesOf(await images([pixels, pixels]))).toEqual([255, 0, 0, 255, 255, 255, 255, 0, 0, 255, 255, 255]);
});

it('refuses a damaged image by name, or skips and names it on request', async () => {
  const good = png(2, 3);
  const damaged = { 'a.png': good, 'b.png': good.with(50, good[50]! ^ 1), 'c.png': good.subarray(0, 20), 'd.png': new Uint8Array(), 'e.jpg': Uint8Array.of(255, 216, 255, 0) };
  await expect(images(filesOf(damaged))).rejects.toThrow(/the set\/c\.png: .*IEND/);
  const late = await images(filesOf({ 'a.png': good, 'b.png': damaged['b.png'] }));
  await expect(collected(late)).rejects.toThrow(/the set\/b\.png: .*checksum/);
  const skipped: string[] = [];
  const data = await images(filesOf(damaged), { skip: 'damaged', onSkip: ({ name }) => skipped.push(name) });
  expect(skipped).toEqual(['b.png', 'c.png', 'd.png', 'e.jpg']);
  expect(data.info.size).toBe(1);
});

it('refuses sets without images, and images beyond the limit', async () => {
  await expect(images(filesOf({ 'a.txt': Uint8Array.of(1) }))).rejects.toThrow(/the set: expected images .* found none among 1 files \(a\.txt: not/);
  await expect(images(filesOf({}))).rejects.toThrow(InvalidDataError);
  await expect(images(png(10, 10), { limit: 399 })).rejects.toThrow(/10 × 10, which takes 400/);
  expect((await images(png(10, 10), { limit: 400 })).info.size).toBe(1);
});

it.each([
  ['PNG of one pixel', 'png', png(1, 1)],
  ['JPEG without a frame', 'jpg', Uint8Array.of(255, 216, 255, 254)],
])('refuses a file beyond the limit, such as a %s and zeros, without reading it', async (_, suffix, start) => {
  const size = 2 ** 31;
  let read = 0;
  const file: FileEntry = {
    ...{ name: `the set/huge.${suffix}`, path: `huge.${suffix}` },
    open: async () => ({
      ...{ size, sequential: true, close: async () => {} },
      read: async (from, into) => {
        read += into.length;
        into.set(start.subarray(from, from + into.length));
        return Math.min(into.length, size - from);
      },
    }),
  };
  const opening = images({ name: 'the set', list: async () => [file] });
  await expect(opening).rejects.toThrow(`the set/huge.${suffix}: Expected an image in at most 268435456 bytes, received a file of 2147483648`);
  expect(read).toBeLessThan(1000);
});

it('passes over a large file that is no image', async () => {
  const [name, text] = ['large.txt', new Uint8Array(5000)];
  const files: FileSet = { name: 'the set', list: async () => [{ ...byteSource(png(4, 4)), name: 'a.png', path: 'a.png' }, { ...byteSource(text), name, path: name }] };
  expect((await images(files, { limit: 1000 })).info.size).toBe(1);
});

it('reads a JPEG whose frame comes after long comments', async () => {
  const jpeg = new Uint8Array(await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } }).jpeg().toBuffer());
  const comment = new Uint8Array(60002).with(0, 255).with(1, 254).with(2, 60000 >> 8).with(3, 60000 & 255);
  const data = await images(Uint8Array.from([...jpeg.subarray(0, 2), ...comment, ...comment, ...comment, ...jpeg.subarray(2)]));
  expect(data.info.inputShape).toEqual([4, 4, 3]);
  expect((await valuesOf(data))[0]).toBeGreaterThan(250);
});
