import { InvalidDataError, InvalidOptionError, type Batch } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../byte-source.js';
import { fuzz } from '../fuzz/fuzz.js';
import { gzip } from '../gzip.js';
import { records, type RecordsOptions } from './records.js';
import { targets } from './records.fuzz.js';

async function all(source: Parameters<typeof records>[0], options: RecordsOptions): Promise<Batch> {
  const { batches, info } = await records(source, options);
  for await (const batch of batches({ batchSize: info.size! })) return batch;
  throw new Error('no batch');
}

/** Two records of a label and three planes of 2 × 1. */
const planar = Uint8Array.of(1, 0, 51, 102, 153, 204, 255, 0, 255, 204, 153, 102, 51, 0);

testDataset({ name: 'records, planar with labels', create: () => records(Uint8Array.from({ length: 13 * 7 }, (_, i) => i % 7), { shape: [2, 1, 3], labelBytes: 1, order: 'planar', labelNames: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }) });

describe('records(source, options)', () => {
  it('brings the channels of planar images together, and takes the labels', async () => {
    const { clean, label } = await all(planar, { shape: [2, 1, 3], labelBytes: 1, order: 'planar' });
    expect(clean.shape).toEqual([2, 2, 1, 3]);
    expect([...clean.data].map((value) => Math.round(value * 5))).toEqual([0, 2, 4, 1, 3, 5, 5, 3, 1, 4, 2, 0]);
    expect([...label!.data]).toEqual([1, 0]);
  });

  it('takes the last of several label bytes', async () => {
    expect([...(await all(Uint8Array.of(9, 1, 7, 9, 2, 7), { shape: [1], labelBytes: 2 })).label!.data]).toEqual([1, 2]);
  });

  it('reads other types after a header, packed or not, with the range found', async () => {
    const file = new Uint8Array([1, 2, 3, 4, ...new Uint8Array(Float32Array.of(0.5, -7, 3, 4).buffer)]);
    for (const source of [file, await gzip(file)]) {
      const dataset = await records(source, { shape: [2], dtype: 'float32', header: 4 });
      expect(dataset.info).toMatchObject({ size: 2, inputShape: [2], range: [-7, 4] });
      expect([...(await all(source, { shape: [2], dtype: 'float32', header: 4 })).clean.data]).toEqual([0.5, -7, 3, 4]);
    }
  });

  it('reads float32 that does not lie at a multiple of four', async () => {
    const file = new Uint8Array([8, ...new Uint8Array(Float32Array.of(0.5, -7).buffer), 9, ...new Uint8Array(Float32Array.of(3, 4).buffer)]);
    const { clean, label } = await all(file, { shape: [2], dtype: 'float32', labelBytes: 1 });
    expect([[...clean.data], [...label!.data]]).toEqual([[0.5, -7, 3, 4], [8, 9]]);
  });

  it('streams more than 64 MiB, unpacking as it goes', async () => {
    const size = 70_000;
    const file = Uint8Array.from({ length: size * 1001 }, (_, i) => (i % 1001 === 0 ? (i / 1001) % 10 : (i * 7) % 256));
    const packed = await gzip(file);
    const dataset = await records(packed, { shape: [1000], labelBytes: 1 });
    let count = 0;
    for await (const { clean, label, index } of dataset.batches({ batchSize: 999, reuse: true })) {
      for (const row of [0, index.length - 1]) {
        expect(label!.data[row]).toBe((count + row) % 10);
        expect(clean.data[row * 1000 + 500]).toBe(Math.fround(file[(count + row) * 1001 + 501]! / 255));
      }
      count += index.length;
    }
    expect(count).toBe(size);
  });

  it.each<[string, Uint8Array, Partial<RecordsOptions>, RegExp]>([
    ['a part of a record', planar.subarray(0, 13), {}, /records of 7 bytes after 0 of a header, received 13/],
    ['nothing', new Uint8Array(), {}, /received 0/],
    ['no more than a header', planar.subarray(0, 3), { header: 7 }, /received 0/],
    ['a label without a name', planar, { labelNames: ['only'] }, /labels from 0 to 0, received 1 in sample 0/],
  ])('refuses %s', async (_, bytes, options, message) => {
    const source: ByteSource = new File([Uint8Array.from(bytes)], 'data.bin') as never;
    const opened = records(source, { shape: [2, 1, 3], labelBytes: 1, ...options });
    await expect(opened).rejects.toThrow(InvalidDataError);
    await expect(opened).rejects.toThrow(message);
    await expect(opened).rejects.toThrow(/^data\.bin: /);
  });

  it.each([{}, { shape: [] }, { shape: [0] }, { shape: [2], dtype: 'float128' }, { shape: [2], header: -1 }, { shape: [2], unknown: 1 }])('refuses options %j', async (options) => {
    await expect(records(planar, options as never)).rejects.toThrow(InvalidOptionError);
  });
});

it.each(targets)('$name: damaged files are refused or read as they are', async (target) => {
  expect((await fuzz(target, { seed: 1, cases: 2000 })).failures).toEqual([]);
});
