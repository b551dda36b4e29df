import type { Batch, Dataset } from '@hourglass/core';

/** All samples of a dataset whose size is known. */
export async function allOf(data: Dataset): Promise<Batch> {
  for await (const batch of data.batches({ batchSize: data.info.size! })) return batch;
  throw new Error('There are no samples.');
}
