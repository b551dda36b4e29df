import { InvalidDataError, sizeOf, type Batch, type Dataset, type NdArray } from '@hourglass/core';
import { labelsOf } from './labels.js';

/** Features of labelled samples, held in memory. */
export interface Labelled {
  /** `[samples, features]`. */
  readonly features: NdArray<Float32Array>;
  /** `[samples]`. */
  readonly labels: Int32Array;
}

/** What a function gives of each batch of a dataset, flattened, with the labels. */
export async function collected(data: Dataset, classes: number, featuresOf: (batch: Batch) => Promise<NdArray> | NdArray): Promise<Labelled> {
  const parts: NdArray['data'][] = [];
  const labels: number[] = [];
  let width = 0;
  for await (const batch of data.batches({ batchSize: 1024 })) {
    const { data: values, shape } = await featuresOf(batch);
    width = sizeOf(shape.slice(1));
    parts.push(values.slice());
    labels.push(...labelsOf(batch, classes));
  }
  if (labels.length === 0) throw new InvalidDataError('Expected at least one sample, received none.');
  const all = new Float32Array(labels.length * width);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return { features: { data: all, shape: [labels.length, width] }, labels: Int32Array.from(labels) };
}
