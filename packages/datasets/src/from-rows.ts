import { batchBuffers, permutation, sizeOf, type Dataset, type Range, type Shape } from '@hourglass/core';

/** Samples that are made into floats one by one, when a batch needs them. */
export interface Rows {
  readonly size: number;
  readonly inputShape: Shape;
  readonly range: Range;
  /** One class a sample. */
  readonly labels?: Int32Array;
  readonly labelNames?: readonly string[];
  /** Frames a second, of sound. */
  readonly sampleRate?: number;
  /** Awaited with the samples of a batch before they are written. */
  readonly prepare?: (samples: Int32Array) => Promise<void>;
  /** Whether `write` also writes what the encoder sees, of the same shape. */
  readonly paired?: boolean;
  /** Writes the values of one sample; of pairs, both. */
  readonly write: (sample: number, row: Float32Array, corrupted: Float32Array) => void;
}

/** A dataset that holds no floats but those of the batch under way. */
export function fromRows({ size, inputShape, range, labels, labelNames, sampleRate, prepare, paired = false, write }: Rows): Dataset {
  const width = sizeOf(inputShape);
  return {
    info: {
      inputShape,
      targetShape: inputShape,
      dtype: 'float32',
      range,
      size,
      ...(labelNames && { labelNames }),
      ...(paired && { isPaired: true }),
      ...(sampleRate !== undefined && { sampleRate }),
    },
    async *batches({ batchSize, shuffle, reuse }) {
      const buffers = batchBuffers(reuse);
      const order = shuffle ? permutation(size, shuffle) : Int32Array.from({ length: size }, (_, i) => i);
      for (let start = 0; start < size; start += batchSize) {
        const index = order.slice(start, start + batchSize);
        await prepare?.(index);
        const shape = [index.length, ...inputShape];
        const data = buffers.float32('clean', index.length * width);
        const corrupted = buffers.float32('corrupted', paired ? data.length : 0);
        const rowOf = (values: Float32Array, i: number): Float32Array => values.subarray(i * width, (i + 1) * width);
        index.forEach((sample, i) => write(sample, rowOf(data, i), rowOf(corrupted, i)));
        yield {
          clean: { data, shape },
          ...(paired && { corrupted: { data: corrupted, shape } }),
          ...(labels && { label: { data: index.map((sample) => labels[sample]!), shape: [index.length] } }),
          index,
        };
      }
    },
  };
}
