import { InvalidDataError, InvalidOptionError, type Batch, type Dataset } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { mnist } from './mnist.js';
import { writeIdx } from '../idx/write-idx.js';

const size = 13;
const images = (shade: number) => ({
  data: Uint8Array.from({ length: size * 784 }, (_, i) => (i * 31 + shade) % 256),
  shape: [size, 28, 28],
});
const labels = { data: Uint8Array.from({ length: size }, (_, i) => (i * 3) % 10), shape: [size] };

let folder: string;
const at = (...names: string[]): string => join(folder, ...names);

async function put(name: string, array: Parameters<typeof writeIdx>[0]): Promise<void> {
  await mkdir(join(at(name), '..'), { recursive: true });
  await writeFile(at(name), await writeIdx(array, { gzip: name.endsWith('.gz') }));
}

async function first(dataset: Dataset): Promise<Batch> {
  for await (const batch of dataset.batches({ batchSize: size })) return batch;
  throw new Error('The dataset is empty.');
}

const shadeOf = async (dataset: Dataset): Promise<number> => Math.round((await first(dataset)).clean.data[0]! * 255);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-'));
  await put('packed/train-images-idx3-ubyte.gz', images(1));
  await put('packed/train-labels-idx1-ubyte.gz', labels);
  await put('packed/t10k-images-idx3-ubyte.gz', images(2));
  await put('packed/t10k-labels-idx1-ubyte.gz', labels);
  await put('dotted/train-images.idx3-ubyte', images(3));
  await put('dotted/train-labels.idx1-ubyte', labels);
  await put('data/mnist/train-images-idx3-ubyte', images(4));
  await put('data/mnist/train-labels-idx1-ubyte', labels);
  await put('mixed/digit-images.idx', images(6));
  await put('mixed/digit-labels.idx.gz', labels);
  await put('pair/letters.idx', images(5));
});

afterAll(() => rm(folder, { recursive: true }));

beforeEach(() => vi.stubEnv('HOURGLASS_DATA', ''));
afterEach(() => vi.unstubAllEnvs());

testDataset({ name: 'mnist', create: () => mnist(at('packed')) });

const unreachable = { mirrors: ['http://127.0.0.1:1/mnist'] };

describe('mnist(path, options)', () => {
  it('reads both splits, the pixels divided by 255, the labels beside them', async () => {
    const dataset = await mnist(at('packed'));
    expect(dataset.info).toMatchObject({ inputShape: [28, 28, 1], range: [0, 1], size, labelNames: { length: 10 } });
    const { clean, label } = await first(dataset);
    expect(clean.data).toEqual(Float32Array.from(images(1).data, (byte) => byte / 255));
    expect([...label!.data]).toEqual([...labels.data]);
    expect(await shadeOf(await mnist(at('packed'), { split: 'test' }))).toBe(2);
  });

  it('reads files that are not packed and names with a dot', async () => {
    expect(await shadeOf(await mnist(at('dotted')))).toBe(3);
    expect(await shadeOf(await mnist(at('data', 'mnist')))).toBe(4);
  });

  it('without a folder, reads mnist in the folder that HOURGLASS_DATA names', async () => {
    vi.stubEnv('HOURGLASS_DATA', at('data'));
    expect(await shadeOf(await mnist(undefined, unreachable))).toBe(4);
  });

  it.each(['', 'nowhere'])('without a folder and with "%s" as HOURGLASS_DATA, looks in the cache and downloads', async (name) => {
    vi.stubEnv('HOURGLASS_DATA', name && at(name));
    vi.stubEnv('XDG_CACHE_HOME', at('cache'));
    const failure = mnist(undefined, unreachable);
    await expect(failure).rejects.toThrow(InvalidDataError);
    await expect(failure).rejects.toThrow(at('cache', 'hourglass', 'mnist'));
    await expect(failure).rejects.toThrow('http://127.0.0.1:1/mnist/train-images-idx3-ubyte.gz');
    await expect(mnist(undefined, { ...unreachable, cache: at('elsewhere') })).rejects.toThrow(at('elsewhere'));
  });

  it('does not take another file in the cache for its own', async () => {
    await expect(mnist(undefined, { ...unreachable, cache: at('packed') })).rejects.toThrow('could not be downloaded');
  });

  it.each(['packed/t10k-images-idx3-ubyte.gz', 'dotted/train-images.idx3-ubyte', 'mixed/digit-images.idx'])(
    'reads the file %s, and the labels beside it',
    async (name) => {
      const dataset = await mnist(at(name));
      expect(dataset.info).toMatchObject({ inputShape: [28, 28, 1], range: [0, 1], size, labelNames: { length: 10 } });
      expect(await shadeOf(dataset)).toBe({ packed: 2, dotted: 3, mixed: 6 }[name.split('/')[0]!]);
      expect([...(await first(dataset)).label!.data]).toEqual([...labels.data]);
    },
  );

  it('names the labels that are missing beside a file', async () => {
    await put('bare/train-images-idx3-ubyte.gz', images(1));
    await expect(mnist(at('bare', 'train-images-idx3-ubyte.gz'))).rejects.toThrow(InvalidDataError);
    await expect(mnist(at('bare', 'train-images-idx3-ubyte.gz'))).rejects.toThrow(
      `${at('bare')}: expected train-labels-idx1-ubyte.gz or train-labels-idx1-ubyte, found neither`,
    );
  });

  it('refuses a file whose name does not tell that of its labels', async () => {
    await expect(mnist(at('pair', 'letters.idx'))).rejects.toThrow(InvalidDataError);
    await expect(mnist(at('pair', 'letters.idx'))).rejects.toThrow(/letters\.idx: expected a file of images.*Rename it/);
    await expect(mnist(at('packed', 'train-labels-idx1-ubyte.gz'))).rejects.toThrow('expected a file of images');
  });

  it('refuses to choose a split of one file', async () => {
    const chosen = mnist(at('packed', 'train-images-idx3-ubyte.gz'), { split: 'test' });
    await expect(chosen).rejects.toThrow(InvalidOptionError);
    await expect(chosen).rejects.toThrow('leave split out');
  });

  it('names the folder or the file that is missing', async () => {
    await expect(mnist(at('nowhere'))).rejects.toThrow(`${at('nowhere')} does not exist`);
    await expect(mnist(at('dotted'), { split: 'test' })).rejects.toThrow(/t10k-images-idx3-ubyte or .* found neither/);
  });

  it('names the file that is damaged', async () => {
    await put('damaged/train-labels-idx1-ubyte', labels);
    const bytes = await writeIdx(images(1), { gzip: true });
    await writeFile(at('damaged', 'train-images-idx3-ubyte.gz'), bytes.subarray(0, -100));
    await expect(mnist(at('damaged'))).rejects.toThrow(InvalidDataError);
    await expect(mnist(at('damaged'))).rejects.toThrow(at('damaged', 'train-images-idx3-ubyte.gz'));
  });

  it.each([
    ['images of another size', { data: new Uint8Array(20), shape: [5, 2, 2] }, labels, '28 × 28 bytes'],
    ['as many labels as images', images(1), { data: labels.data.slice(1), shape: [size - 1] }, 'Expected labels [13]'],
    ['labels of digits', images(1), { data: labels.data.with(3, 26), shape: [size] }, 'received 26'],
  ])('checks %s', async (_, samples, classes, message) => {
    await put('odd/train-images-idx3-ubyte', samples);
    await put('odd/train-labels-idx1-ubyte', classes);
    await expect(mnist(at('odd'))).rejects.toThrow(InvalidDataError);
    await expect(mnist(at('odd'))).rejects.toThrow(message);
  });

  it.each<[option: string, options: object]>([
    ['split', { split: 'validation' }],
    ['mirrors', { mirrors: [] }],
    ['mirrors', { mirrors: ['not an address'] }],
    ['folder', { folder: '.' }],
  ])('refuses a bad %s', async (option, options) => {
    await expect(mnist(at('packed'), options)).rejects.toThrow(InvalidOptionError);
    await expect(mnist(at('packed'), options)).rejects.toThrow(option);
  });
});
