import { batchBuffers, permutation, sizeOf, type Batch, type Dataset, type DatasetInfo, type NdArray } from '@hourglass/core';
import { byteFloats } from '../byte-floats.js';

/** Samples that are read and kept together. */
const rows = 256;

/**
 * The same samples, in memory: read once, before this returns, and shuffled as a whole from then on. Values that are the 256
 * steps of a byte from one end of the range to the other, as of images, take a byte each, others four.
 */
export async function cache(data: Dataset): Promise<Dataset> {
  const pack = packer(data.info);
  const pages: Page[] = [];
  let size = 0;
  for await (const batch of data.batches({ batchSize: rows, reuse: true })) {
    pages.push(pageOf(batch, pack));
    size += batch.index.length;
  }
  return {
    info: { ...data.info, size },
    async *batches({ batchSize, shuffle, reuse }) {
      const buffers = batchBuffers(reuse);
      const order = shuffle ? permutation(size, shuffle) : Int32Array.from({ length: size }, (_, place) => place);
      for (let start = 0; start < size; start += batchSize) {
        const index = order.slice(start, start + batchSize);
        const fields = Object.entries(pages[0]!).map(([name, { type, shape }]) => {
          const width = sizeOf(shape);
          const into = buffers[type](name, index.length * width);
          index.forEach((place, row) => {
            pages[Math.floor(place / rows)]![name]!.write(place % rows, into.subarray(row * width, (row + 1) * width));
          });
          return [name, { data: into, shape: [index.length, ...shape] }] as const;
        });
        yield { ...(Object.fromEntries(fields) as unknown as Omit<Batch, 'index'>), index };
      }
    },
  };
}

/** Some samples, by field. */
type Page = Readonly<Record<string, Column>>;

/** A field of some samples, as small as it goes. */
interface Column {
  readonly type: 'float32' | 'int32';
  /** Of one sample. */
  readonly shape: readonly number[];
  write(row: number, into: Float32Array | Int32Array): void;
}

/** Bytes of values that all are steps of a byte through the range, and what makes them values again. */
interface Packed {
  readonly bytes: Uint8Array;
  readonly unpack: (bytes: Uint8Array, into: Float32Array) => void;
}

type Packer = (values: Float32Array) => Packed | undefined;

function pageOf({ index: _, ...fields }: Batch, pack: Packer): Page {
  return Object.fromEntries(Object.entries<NdArray>(fields).map(([name, array]) => [name, columnOf(array, pack)]));
}

function columnOf({ data, shape: [, ...shape] }: NdArray, pack: Packer): Column {
  const width = sizeOf(shape);
  const type = data instanceof Int32Array ? 'int32' : 'float32';
  const packed = data instanceof Float32Array && pack(data);
  if (!packed) {
    const kept = data.slice();
    return { type, shape, write: (row, into) => { into.set(kept.subarray(row * width, (row + 1) * width)); } };
  }
  const { bytes, unpack } = packed;
  return { type, shape, write: (row, into) => { unpack(bytes.subarray(row * width, (row + 1) * width), into as Float32Array); } };
}

function packer({ range: [low, high] }: DatasetInfo): Packer {
  const levels = Float32Array.from({ length: 256 }, (_, byte) => low + (byte * (high - low)) / 255);
  const unpack: Packed['unpack'] = (bytes, into) => {
    for (let i = 0; i < bytes.length; i++) into[i] = levels[bytes[i]!]!;
  };
  return (values) => {
    const bytes = new Uint8Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const byte = Math.round(((values[i]! - low) / (high - low)) * 255);
      if (levels[byte] !== values[i]) return undefined;
      bytes[i] = byte;
    }
    return { bytes, unpack: low === 0 && high === 1 ? byteFloats : unpack };
  };
}
