import { sizeOf, type Batch, type NdArray } from '@hourglass/core';

type Values = Float32Array | Int32Array;

/** One sample of a batch, its arrays flat, in row-major order. */
export interface Sample {
  /** Of the dataset's `targetShape`. */
  readonly clean: Values;
  /** Of the dataset's `inputShape`, where the data come in pairs. */
  readonly corrupted?: Values;
  readonly label?: number;
  readonly condition?: Values;
  readonly mask?: Values;
  /** Its place in the dataset. */
  readonly index: number;
}

/** A sample of a batch; its arrays are views, good until the next batch. */
export function sampleOf({ index, label, ...arrays }: Batch, place: number): Sample {
  const fields = Object.entries<NdArray>(arrays).map(([name, { data, shape }]) => {
    const width = sizeOf(shape.slice(1));
    return [name, data.subarray(place * width, (place + 1) * width)] as const;
  });
  return { ...(Object.fromEntries(fields) as unknown as { clean: Values }), ...(label && { label: label.data[place]! }), index: index[place]! };
}
