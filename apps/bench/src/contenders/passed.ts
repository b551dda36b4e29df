import type { Dataset } from '@hourglass/core';

/** Goes through a dataset once; gives the number of its samples. */
export async function passed(data: Dataset, batchSize: number): Promise<number> {
  let count = 0;
  for await (const { index } of data.batches({ batchSize, reuse: true })) count += index.length;
  return count;
}
