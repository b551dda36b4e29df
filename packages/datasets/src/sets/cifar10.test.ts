import { createSeed, InvalidDataError, type Dataset } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cifar10 } from './cifar10.js';

/** A value of a made image, from 0 to 255. */
const value = (image: number, row: number, column: number, colour: number): number => (image * 31 + row * 5 + column * 3 + colour * 101) % 256;

/** Records of the images from `first` up to `end`. */
function records(first: number, end: number): Uint8Array {
  const bytes: number[] = [];
  for (let image = first; image < end; image++) {
    bytes.push(image % 10);
    for (let colour = 0; colour < 3; colour++)
      for (let row = 0; row < 32; row++) for (let column = 0; column < 32; column++) bytes.push(value(image, row, column, colour));
  }
  return Uint8Array.from(bytes);
}

let root: string;
const at = (...names: string[]): string => join(root, ...names);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hourglass-'));
  await mkdir(at('set', 'cifar-10-batches-bin'), { recursive: true });
  const put = (name: string, bytes: Uint8Array): Promise<void> => writeFile(at('set', 'cifar-10-batches-bin', name), bytes);
  await put('data_batch_1.bin', records(0, 7));
  await put('data_batch_2.bin.gz', gzipSync(records(7, 12)));
  await put('data_batch_3.bin', records(12, 15));
  await put('data_batch_4.bin', records(15, 19));
  await put('data_batch_5.bin', records(19, 20));
  await put('test_batch.bin', records(20, 33));
  await put('batches.meta.txt', Buffer.from('airplane'));
});
afterAll(() => rm(root, { recursive: true }));

testDataset({ name: 'cifar10', create: () => cifar10(at('set')) });

async function expectImages(data: Dataset, first: number): Promise<void> {
  for await (const { clean, label, index } of data.batches({ batchSize: 6, shuffle: createSeed(1) }))
    index.forEach((sample, i) => {
      const image = first + sample;
      expect(label!.data[i]).toBe(image % 10);
      const expected = Float32Array.from({ length: 3072 }, (_, at) => value(image, Math.floor(at / 96), Math.floor(at / 3) % 32, at % 3) / 255);
      expect(clean.data.subarray(i * 3072, (i + 1) * 3072)).toEqual(expected);
    });
}

describe('cifar10(path, options)', () => {
  it('reads the batches of a split, one behind the other, the colours of a pixel together', async () => {
    const train = await cifar10(at('set'));
    expect(train.info).toMatchObject({ inputShape: [32, 32, 3], range: [0, 1], size: 20, labelNames: { 0: 'airplane', 9: 'truck' } });
    await expectImages(train, 0);
    const test = await cifar10(at('set'), { split: 'test' });
    expect(test.info.size).toBe(13);
    await expectImages(test, 20);
  });

  it.each<[what: string, bytes: Uint8Array, message: string]>([
    ['cut short', records(0, 2).subarray(0, -1), 'data_batch_1.bin: Expected records of 3073 bytes, received 6145 bytes'],
    ['empty', new Uint8Array(), 'data_batch_1.bin: Expected records of 3073 bytes, received 0 bytes'],
    ['no batch', records(0, 2).with(3073, 77), 'Expected labels from 0 to 9, received 77'],
  ])('refuses a file that is %s', async (_, bytes, message) => {
    await mkdir(at('bad'), { recursive: true });
    for (const batch of [2, 3, 4, 5]) await writeFile(at('bad', `data_batch_${batch}.bin`), records(0, 1));
    await writeFile(at('bad', 'data_batch_1.bin'), bytes);
    await expect(cifar10(at('bad'))).rejects.toThrow(InvalidDataError);
    await expect(cifar10(at('bad'))).rejects.toThrow(message);
  });

  it('refuses a batch that is there twice, packed or in another folder', async () => {
    const five = [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`);
    for (const [folder, second] of [['packed', 'data_batch_2.bin.gz'], ['copied', 'copy/data_batch_2.bin']] as const) {
      await mkdir(at(folder, 'copy'), { recursive: true });
      for (const name of [...five, second]) await writeFile(at(folder, name), name.endsWith('.gz') ? gzipSync(records(0, 2)) : records(0, 2));
      await expect(cifar10(at(folder))).rejects.toThrow(InvalidDataError);
      await expect(cifar10(at(folder))).rejects.toThrow(/expected data_batch_2\.bin once, found .*data_batch_2\.bin.* and .*data_batch_2\.bin/);
    }
  });

  it('refuses a set of which batches are missing, and names them, but takes a smaller one under a name of its own', async () => {
    await mkdir(at('part'));
    for (const batch of [1, 2, 4]) await writeFile(at('part', `data_batch_${batch}.bin`), records(0, 2));
    await expect(cifar10(at('part'))).rejects.toThrow(InvalidDataError);
    await expect(cifar10(at('part'))).rejects.toThrow('expected data_batch_1.bin to data_batch_5.bin, found no data_batch_3.bin and no data_batch_5.bin');
    await mkdir(at('small'));
    await writeFile(at('small', 'data_batch_small.bin'), records(0, 2));
    expect((await cifar10(at('small'))).info.size).toBe(2);
  });

  it('names what it looks for', async () => {
    await mkdir(at('empty'), { recursive: true });
    await expect(cifar10(at('empty'), { split: 'test' })).rejects.toThrow('expected test_batch.bin, found none');
  });
});
