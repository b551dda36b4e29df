import { parquetWriteBuffer } from 'hyparquet-writer';
import { allBatches } from '../fuzz/all-batches.js';
import type { FuzzTarget } from '../fuzz/fuzz.js';
import { parquet } from './parquet.js';

const rows = Array.from({ length: 12 }, (_, i) => i);

const file = (codec: 'SNAPPY' | 'UNCOMPRESSED'): Uint8Array =>
  new Uint8Array(
    parquetWriteBuffer({
      codec,
      rowGroupSize: 5,
      columnData: [
        { name: 'a', data: rows.map((i) => i / 8), type: 'DOUBLE' },
        { name: 'b', data: rows.map((i) => (i === 3 ? null : i)), type: 'INT32' },
        { name: 'name', data: rows.map((i) => `n${i % 3}`), type: 'STRING' },
      ],
    }),
  );

/** A file has no checksum that all writers fill in: what a changed byte says cannot be told from what it said before. */
export const targets: readonly FuzzTarget[] = [
  {
    name: 'parquet',
    valid: () => [file('SNAPPY'), file('UNCOMPRESSED')],
    read: async (bytes) => allBatches(await parquet(bytes, { missing: 'mask', limit: 2 ** 24 })),
  },
];
