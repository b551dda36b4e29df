import type { Batch, Dataset, DatasetInfo } from '@hourglass/core';

/** A dataset whose batches are changed on their way, under another description. */
export const transformed = (data: Dataset, info: Partial<DatasetInfo>, change: (batch: Batch) => Batch | Promise<Batch>): Dataset => ({
  info: { ...data.info, ...info },
  async *batches(options) {
    for await (const batch of data.batches(options)) yield await change(batch);
  },
});
