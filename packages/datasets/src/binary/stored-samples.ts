import { batchBuffers, permutation, sizeOf, type Batch, type Dataset, type Range, type Shape } from '@hourglass/core';
import { ahead } from '../ahead.js';
import { naming, reading, type ByteSource, type OpenBytes } from '../byte-source.js';
import { fromChunks } from '../from-chunks.js';
import { fromRows } from '../from-rows.js';

/** Samples of one length that lie in a file, where any of them can be found by its number. */
export interface StoredSamples {
  readonly source: ByteSource;
  readonly size: number;
  readonly inputShape: Shape;
  readonly range: Range;
  /** Bytes of one sample, as `read` gives them. */
  readonly sampleBytes: number;
  /** Fills `into` with the bytes of as many samples as fit, from `first` on. */
  readonly read: (bytes: OpenBytes, first: number, into: Uint8Array) => Promise<void>;
  /** Samples that it takes little more to read than one. Default 1. */
  readonly atOnce?: number;
  /** Makes floats of the bytes of samples. Default: they are floats, and are read where they are wanted. */
  readonly decode?: (bytes: Uint8Array, floats: Float32Array) => void;
  /** The class of a sample, which may be among its bytes. */
  readonly label?: ((sample: number, bytes: Uint8Array) => number) | undefined;
  readonly labelNames?: readonly string[] | undefined;
}

/** Up to this many bytes are held in memory, as they lie in the file; more are streamed. */
export const heldBytes = 64 * 2 ** 20;

/** Chunks of so many bytes that are held at once, where any place of a file can be read: one is used while the others are read. */
const chunksAtOnce = (bytes: number): number => Math.max(2, Math.min(8, Math.floor((16 * 2 ** 20) / bytes)));

/** A dataset of stored samples. */
export const storedSamples = (samples: StoredSamples): Promise<Dataset> =>
  samples.size * samples.sampleBytes <= heldBytes ? held(samples) : Promise.resolve(streamed(samples));

async function held(samples: StoredSamples): Promise<Dataset> {
  const { source, size, inputShape, range, sampleBytes, read, decode = asFloats, label, labelNames } = samples;
  const all = new Uint8Array(size * sampleBytes);
  await reading(source, (bytes) => read(bytes, 0, all));
  const bytesOf = (sample: number): Uint8Array => all.subarray(sample * sampleBytes, (sample + 1) * sampleBytes);
  return fromRows({
    size,
    inputShape,
    range,
    ...(label && { labels: Int32Array.from({ length: size }, (_, sample) => label(sample, bytesOf(sample))) }),
    ...(labelNames && { labelNames }),
    write: (sample, row) => decode(bytesOf(sample), row),
  });
}

function streamed(samples: StoredSamples): Dataset {
  const { source, size, inputShape, range, sampleBytes, read, atOnce = 1, decode, label, labelNames } = samples;
  const width = sizeOf(inputShape);
  return fromChunks({
    info: { inputShape, targetShape: inputShape, dtype: 'float32', range, size, ...(labelNames && { labelNames }) },
    async *chunks({ rows: asked, shuffle, reuse }) {
      const rows = asked * Math.ceil(atOnce / asked);
      const count = Math.ceil(size / rows);
      const bytes = await source.open();
      const buffers = Array.from({ length: bytes.sequential ? 1 : chunksAtOnce(rows * width * 4) }, () => ({
        floats: batchBuffers(reuse),
        raw: new Uint8Array(decode ? rows * sampleBytes : 0),
      }));
      const load = async ({ number, first }: ChunkPlace): Promise<Batch> => {
        const { floats, raw } = buffers[number % buffers.length]!;
        const length = Math.min(rows, size - first);
        const data = floats.float32('clean', length * width);
        const into = decode ? raw.subarray(0, length * sampleBytes) : bytesOf(data);
        await read(bytes, first, into);
        decode?.(into, data);
        const index = counting(first, length);
        const labels = label && index.map((sample, i) => label(sample, into.subarray(i * sampleBytes, (i + 1) * sampleBytes)));
        return { clean: { data, shape: [length, ...inputShape] }, ...(labels && { label: { data: labels, shape: [length] } }), index };
      };
      try {
        const order = shuffle && !bytes.sequential ? permutation(count, shuffle) : counting(0, count);
        const places = Array.from(order, (place, number) => ({ number, first: place * rows }));
        yield* ahead(places, (place) => naming(source.name, () => load(place)), buffers.length);
      } finally {
        await bytes.close();
      }
    },
  });
}

interface ChunkPlace {
  /** How many chunks are read before it. */
  readonly number: number;
  /** Its first sample. */
  readonly first: number;
}

/** Whole numbers one after another; `from` with a function takes as long as to read a batch. */
function counting(first: number, length: number): Int32Array {
  const numbers = new Int32Array(length);
  for (let i = 0; i < length; i++) numbers[i] = first + i;
  return numbers;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array => new Uint8Array(buffer, byteOffset, byteLength);

const asFloats = (bytes: Uint8Array, floats: Float32Array): void => bytesOf(floats).set(bytes);
