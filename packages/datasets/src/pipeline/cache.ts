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
  const pages: Page[] = [];
  let size = 0;
  for await (const batch of data.batches({ batchSize: rows, reuse: true })) {
    pages.push(pageOf(batch, coding));
    size += batch.index.length;
  }
  return {
    info: { ...data.info, size },
    async *batches({ batchSize, shuffle, reuse }) {
      const buffers = batchBuffers(reuse);
      const order = shuffle ? permutation(size, shuffle) : Int32Array.from({ length: size }, (_, place) => place);
      const gather = gatherer(coding);
      for (let start = 0; start < size; start += batchSize) {
        const index = order.slice(start, start + batchSize);
        const fields = Object.entries(pages[0]!).map(([name, { values, shape }]) => {
          const into = buffers[values instanceof Int32Array ? 'int32' : 'float32'](name, index.length * sizeOf(shape));
          gather(index, (place) => pages[Math.floor(place / rows)]![name]!.values, into);
          return [name, { data: into, shape: [index.length, ...shape] }] as const;
        });
        yield { ...(Object.fromEntries(fields) as unknown as Omit<Batch, 'index'>), index };
      }
    },
  };
}

/** Some samples, by field. */
type Page = Readonly<Record<string, Column>>;

/** A field of some samples. */
interface Column {
  /** Of one sample. */
  readonly shape: readonly number[];
  /** Bytes where all are steps of a byte through the range. */
  readonly values: Float32Array | Int32Array | Uint8Array;
}

const pageOf = ({ index: _, ...fields }: Batch, { pack }: ByteCoding): Page =>
  Object.fromEntries(
    Object.entries<NdArray>(fields).map(([name, { data, shape: [, ...shape] }]): [string, Column] => {
      const bytes = data instanceof Float32Array ? pack(data) : undefined;
      return [name, { shape, values: bytes ?? data.slice() }];
    }),
  );

/**
 * Writes the samples with these numbers one after another. Those kept as bytes are brought together first: to make them values all
 * at once is several times faster.
 */
function gatherer({ unpack }: ByteCoding) {
  let room = new Uint8Array(0);
  return (index: Int32Array, pageWith: (place: number) => Column['values'], into: Float32Array | Int32Array): void => {
    const width = into.length / index.length;
    if (room.length < into.length) room = new Uint8Array(into.length);
    const bytes = room.subarray(0, into.length);
    const others: number[] = []; // rows that are not kept as bytes
    for (let row = 0; row < index.length; row++) {
      const values = pageWith(index[row]!);
      if (values instanceof Uint8Array) bytes.set(rowOf(values, index[row]! % rows, width), row * width);
      else others.push(row);
    }
    if (others.length < index.length) unpack(bytes, into as Float32Array);
    for (const row of others) into.set(rowOf(pageWith(index[row]!), index[row]! % rows, width), row * width);
  };
}

const rowOf = (values: Column['values'], row: number, width: number): Column['values'] => values.subarray(row * width, (row + 1) * width);

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
