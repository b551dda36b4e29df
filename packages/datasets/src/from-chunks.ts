import { batchBuffers, permutation, sizeOf, type Batch, type BatchBuffers, type Dataset, type DatasetInfo, type NdArray, type Samples, type Seed } from '@hourglass/core';

/** How a stream is asked for its samples. */
export interface ChunkOptions {
  /** How many samples a chunk should hold; a source may give more or fewer. */
  readonly rows: number;
  /** Asks for the chunks in this order, of sources that can begin anywhere; others give them as they lie. */
  readonly shuffle?: Seed | undefined;
  /** Whether a chunk's arrays may be written over once the next is asked for. */
  readonly reuse: boolean;
}

/** Samples that are read a piece at a time. */
export interface ChunkSource {
  readonly info: DatasetInfo;
  chunks(options: ChunkOptions): AsyncIterable<Batch>;
}

/** Bytes of samples that are shuffled together. */
const windowBytes = 64 * 2 ** 20;
/** Samples that are shuffled together at most, however small they are. */
const windowSamples = 2 ** 18;
/** Chunks that fill a window; fewer would leave neighbours together, more would read in small pieces. */
const chunksInWindow = 16;

/**
 * A dataset of a stream. In order, chunks of the right size pass as they are; shuffled, chunks fill a window of 64 MiB or 262,144 samples, whose
 * samples are permuted. A stream that fits into one window is permuted as a whole.
 */
export const fromChunks = ({ info, chunks }: ChunkSource): Dataset => ({
  info,
  async *batches({ batchSize, shuffle, reuse = false }) {
    const buffers = batchBuffers(reuse);
    if (!shuffle) {
      yield* regrouped(chunks({ rows: batchSize, reuse }), batchSize, buffers);
      return;
    }
    const rowBytes = 4 * (sizeOf(info.targetShape) + (sizeOf(info.inputShape) === sizeOf(info.targetShape) ? 0 : sizeOf(info.inputShape)));
    const windowRows = Math.max(batchSize, Math.min(windowSamples, Math.floor(windowBytes / rowBytes)));
    const rows = Math.max(1, Math.ceil(windowRows / chunksInWindow));
    let number = 0;
    let window: Row[] = [];
    for await (const chunk of chunks({ rows, shuffle: shuffle.fork('chunks'), reuse: false })) {
      append(window, chunk);
      if (window.length < windowRows) continue;
      const whole = window.length - (window.length % batchSize);
      const order = permuted(window, shuffle.fork('window').fork(number++));
      yield* gathered(order.slice(0, whole), batchSize, buffers);
      window = order.slice(whole);
    }
    yield* gathered(permuted(window, shuffle.fork('window').fork(number)), batchSize, buffers);
  },
});

/** One sample of a chunk. */
interface Row {
  readonly chunk: Batch;
  readonly place: number;
}

/** Puts the samples of a chunk behind others. */
function append(rows: Row[], chunk: Batch): void {
  for (let place = 0; place < chunk.index.length; place++) rows.push({ chunk, place });
}

const permuted = (rows: readonly Row[], seed: Seed): Row[] => Array.from(permutation(rows.length, seed), (place) => rows[place]!);

function* gathered(rows: readonly Row[], batchSize: number, buffers: BatchBuffers): Generator<Batch> {
  for (let start = 0; start < rows.length; start += batchSize) yield gather(rows.slice(start, start + batchSize), buffers);
}

async function* regrouped(chunks: AsyncIterable<Batch>, batchSize: number, buffers: BatchBuffers): AsyncGenerator<Batch> {
  let kept: Row[] = [];
  for await (const chunk of chunks) {
    if (kept.length === 0 && chunk.index.length === batchSize) {
      yield chunk;
      continue;
    }
    append(kept, chunk);
    const whole = kept.length - (kept.length % batchSize);
    yield* gathered(kept.slice(0, whole), batchSize, buffers);
    const rest = kept.slice(whole);
    kept = [];
    if (rest.length > 0) append(kept, gather(rest, batchBuffers())); // the chunk may be written over
  }
  yield* gathered(kept, batchSize, buffers);
}

/** A batch of these rows, all with the fields of the first. */
function gather(rows: readonly Row[], buffers: BatchBuffers): Batch {
  const [{ chunk: first }] = rows as readonly [Row];
  const { index: _, ...fields } = first;
  const arrays = Object.entries<NdArray | undefined>(fields).flatMap(([name, array]) => {
    if (!array) return [];
    const shape = array.shape.slice(1);
    const width = sizeOf(shape);
    const data = array.data instanceof Int32Array ? buffers.int32(name, rows.length * width) : buffers.float32(name, rows.length * width);
    rows.forEach(({ chunk, place }, to) => {
      const source = chunk[name as keyof typeof fields]!.data;
      data.set(source.subarray(place * width, (place + 1) * width), to * width);
    });
    return [[name, { data, shape: [rows.length, ...shape] }] as const];
  });
  const index = Int32Array.from(rows, ({ chunk, place }) => chunk.index[place]!);
  return { ...(Object.fromEntries(arrays) as unknown as Samples), index };
}
