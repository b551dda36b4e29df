import { sizeOf, type Batch } from '@hourglass/core';
import { allBatches } from '../fuzz/all-batches.js';
import type { FuzzTarget } from '../fuzz/fuzz.js';
import { idx } from './idx.js';
import { writeIdx } from './write-idx.js';

const values = [1, -2, 3, 250, 0, 7];
const plain = () => Promise.all([Uint8Array, Int8Array, Int16Array, Int32Array, Float32Array, Float64Array].map((Values) => writeIdx({ data: Values.from(values), shape: [3, 2] })));

/** What the bytes of a file say, value by value. */
function plainIdx(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rank = bytes[3]!;
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const read: Readonly<Record<number, (place: number) => number>> = {
    0x08: (place) => bytes[place]! / 255,
    0x09: (place) => (bytes[place]! << 24) >> 24,
    0x0b: (place) => view.getInt16(place),
    0x0c: (place) => view.getInt32(place),
    0x0d: (place) => view.getFloat32(place),
    0x0e: (place) => view.getFloat64(place),
  };
  const start = 4 + 4 * rank;
  const count = sizeOf(shape);
  const width = (bytes.length - start) / count;
  return Array.from({ length: count }, (_, i) => Math.fround(read[bytes[2]!]!(start + i * width)));
}

const valuesOf = (batches: unknown): string => (batches as readonly Batch[]).flatMap(({ clean }) => [...clean.data]).join();

export const targets: readonly FuzzTarget[] = [
  {
    name: 'idx',
    valid: plain,
    read: async (bytes) => allBatches(await idx(bytes)),
    agrees: (bytes, batches) => valuesOf(batches) === plainIdx(bytes).join(),
  },
  {
    name: 'idx, packed',
    valid: async () => [await writeIdx({ data: Float32Array.from(values), shape: [3, 2] }, { gzip: true })],
    read: async (bytes) => allBatches(await idx(bytes)),
    agrees: (_, batches) => valuesOf(batches) === values.join(),
  },
  {
    name: 'labels of idx',
    valid: async () => [await writeIdx({ data: Uint8Array.of(2, 0, 1), shape: [3] })],
    read: async (bytes) => allBatches(await idx((await plain())[0]!, { labels: bytes })),
    agrees: (bytes, batches) => (batches as readonly Batch[])[0]!.label!.data.every((label, i) => label === Math.round(255 ** Number(bytes[2] === 8) * plainIdx(bytes)[i]!)),
  },
];
