import type { Batch } from '@hourglass/core';
import { allBatches } from '../fuzz/all-batches.js';
import type { FuzzTarget } from '../fuzz/fuzz.js';
import { gzip } from '../gzip.js';
import { records } from './records.js';

const file = Uint8Array.from({ length: 3 * 13 }, (_, i) => (i * 37) % 256);

export const targets: readonly FuzzTarget[] = [
  {
    name: 'records',
    valid: () => [file],
    read: async (bytes) => allBatches(await records(bytes, { shape: [2, 2, 3], labelBytes: 1, order: 'planar' })),
    agrees: (bytes, batches) =>
      (batches as readonly Batch[]).every(({ clean, label, index }) =>
        index.every((sample, i) => {
          const record = bytes.subarray(13 * sample, 13 * sample + 13);
          const values = [...clean.data.subarray(12 * i, 12 * i + 12)];
          return label!.data[i] === record[0] && values.every((value, at) => value === Math.fround(record[1 + 4 * (at % 3) + Math.floor(at / 3)]! / 255));
        }),
      ),
  },
  {
    name: 'records, packed',
    valid: async () => [await gzip(file)],
    read: async (bytes) => allBatches(await records(bytes, { shape: [13], dtype: 'uint8' })),
    agrees: (bytes, batches) =>
      (batches as readonly Batch[]).flatMap(({ clean }) => [...clean.data]).every((value, i) => value === Math.fround((bytes[0] === 0x1f && bytes[1] === 0x8b ? file[i % file.length]! : bytes[i]!) / 255)),
  },
];
