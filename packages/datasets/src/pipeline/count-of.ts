import type { Dataset } from '@hourglass/core';

/** The number of samples, where a dataset does not know it: counted in one pass. */
export async function countOf(data: Dataset): Promise<number> {
  let count = 0;
  for await (const { index } of data.batches({ batchSize: 256, reuse: true })) count += index.length;
  return count;
}
