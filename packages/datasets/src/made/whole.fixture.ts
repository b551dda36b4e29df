import type { Batch, Dataset, NdArray } from '@hourglass/core';

/** Every sample of a dataset in one batch, in the order in which they are stored. */
export async function whole(dataset: Dataset): Promise<Batch> {
  for await (const batch of dataset.batches({ batchSize: dataset.info.size! })) return batch;
  throw new Error('The dataset is empty.');
}

/** The values of each sample. */
export function rowsOf({ data, shape }: NdArray): number[][] {
  const width = data.length / shape[0]!;
  return Array.from({ length: shape[0]! }, (_, i) => [...data.subarray(i * width, (i + 1) * width)]);
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export const deviation = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};
