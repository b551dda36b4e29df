import { batchBuffers, permutation, sizeOf, type Batch, type Dataset, type DatasetInfo, type NdArray } from '@hourglass/core';
import { byteFloats } from '../byte-floats.js';

/** Samples that are read and kept together. */
const rows = 256;

/**
 * The same samples, in memory: read once, before this returns, and shuffled as a whole from then on. Values that are the 256
 * steps of a byte from one end of the range to the other, as of images, take a byte each, others four.
 */
export async function cache(data: Dataset): Promise<Dataset> {
  const coding = byteCoding(data.info);
  const columns = new Map<string, Column>();
  let size = 0;
  for await (const { index, ...fields } of data.batches({ batchSize: rows, reuse: true })) {
    for (const [name, { data: values, shape: [, ...shape] }] of Object.entries<NdArray>(fields)) {
      const bytes = values instanceof Float32Array ? coding.pack(values) : undefined;
      if (!columns.has(name)) columns.set(name, { shape, width: sizeOf(shape), type: values instanceof Int32Array ? 'int32' : 'float32', pages: [] });
      columns.get(name)!.pages.push(bytes ?? values.slice());
    }
    size += index.length;
  }
  return {
    info: { ...data.info, size },
    async *batches({ batchSize, shuffle, reuse }) {
      const buffers = batchBuffers(reuse);
      const order = shuffle ? permutation(size, shuffle) : Int32Array.from({ length: size }, (_, place) => place);
      const gather = gatherer(coding);
      for (let start = 0; start < size; start += batchSize) {
        const index = order.slice(start, start + batchSize);
        const batch: Record<string, NdArray | Int32Array> = { index };
        for (const [name, { shape, width, type, pages }] of columns) {
          const into = buffers[type](name, index.length * width);
          gather(index, pages, into);
          batch[name] = { data: into, shape: [index.length, ...shape] };
        }
        yield batch as unknown as Batch;
      }
    },
  };
}

/** A field of all samples. */
interface Column {
  /** Of one sample, with as many values as `width` says. */
  readonly shape: readonly number[];
  readonly width: number;
  /** Of its values. */
  readonly type: 'float32' | 'int32';
  /** So many rows each; the last may be shorter. */
  readonly pages: Page[];
}

/** The values of some samples: bytes where all are steps of a byte through the range. */
type Page = Float32Array | Int32Array | Uint8Array;

/** Bytes that are brought together before they become values: few enough to stay in the nearest cache. */
const together = 8192;

/**
 * Writes the samples with these numbers one after another. Those kept as bytes are brought together first: to make many of them
 * values at once is several times faster.
 */
function gatherer({ unpack }: ByteCoding) {
  let room = new Uint8Array(together);
  return (index: Int32Array, pages: readonly Page[], into: Float32Array | Int32Array): void => {
    const width = into.length / index.length;
    if (room.length < width) room = new Uint8Array(width);
    let held = 0; // bytes in the room, of the samples before this one
    const empty = (end: number) => {
      if (held) unpack(room.subarray(0, held), into.subarray(end - held, end) as Float32Array);
      held = 0;
    };
    for (let row = 0; row < index.length; row++) {
      const page = pages[Math.floor(index[row]! / rows)]!;
      const start = (index[row]! % rows) * width;
      const values = page.subarray(start, start + width);
      if (!(values instanceof Uint8Array) || held + width > room.length) empty(row * width);
      if (values instanceof Uint8Array) {
        room.set(values, held);
        held += width;
      } else into.set(values, row * width);
    }
    empty(into.length);
  };
}

/** How values become bytes, where all of them are steps of a byte through the range, and bytes become values. */
interface ByteCoding {
  readonly pack: (values: Float32Array) => Uint8Array | undefined;
  readonly unpack: (bytes: Uint8Array, into: Float32Array) => void;
}

function byteCoding({ range: [low, high] }: DatasetInfo): ByteCoding {
  const levels = Float32Array.from({ length: 256 }, (_, byte) => low + (byte * (high - low)) / 255);
  const throughLevels: ByteCoding['unpack'] = (bytes, into) => {
    for (let i = 0; i < bytes.length; i++) into[i] = levels[bytes[i]!]!;
  };
  return {
    pack: (values) => {
      const bytes = new Uint8Array(values.length);
      for (let i = 0; i < values.length; i++) {
        const byte = Math.round(((values[i]! - low) / (high - low)) * 255);
        if (levels[byte] !== values[i]) return undefined;
        bytes[i] = byte;
      }
      return bytes;
    },
    unpack: low === 0 && high === 1 ? byteFloats : throughLevels,
  };
}
