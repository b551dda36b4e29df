import { batchBuffers, permutation, sizeOf, type Dataset, type Range, type Shape } from '@hourglass/core';

/** Samples that are made into floats one by one, when a batch needs them. */
export interface Rows {
  readonly size: number;
  readonly inputShape: Shape;
  readonly range: Range;
  /** One class a sample. */
  readonly labels?: Int32Array;
  readonly labelNames?: readonly string[];
  /** Writes the values of one sample. */
  readonly write: (sample: number, row: Float32Array) => void;
}

/** A dataset that holds no floats but those of the batch under way. */
export function fromRows({ size, inputShape, range, labels, labelNames, write }: Rows): Dataset {
  const width = sizeOf(inputShape);
  return {
    info: { inputShape, targetShape: inputShape, dtype: 'float32', range, size, ...(labelNames && { labelNames }) },
    async *batches({ batchSize, shuffle, reuse }) {
      const buffers = batchBuffers(reuse);
      const order = shuffle ? permutation(size, shuffle) : Int32Array.from({ length: size }, (_, i) => i);
      for (let start = 0; start < size; start += batchSize) {
        const index = order.slice(start, start + batchSize);
        const data = buffers.float32('clean', index.length * width);
        index.forEach((sample, i) => write(sample, data.subarray(i * width, (i + 1) * width)));
        yield {
          clean: { data, shape: [index.length, ...inputShape] },
          ...(labels && { label: { data: index.map((sample) => labels[sample]!), shape: [index.length] } }),
          index,
        };
      }
    },
  };
}
