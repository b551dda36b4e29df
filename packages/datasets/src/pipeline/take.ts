import { checkOptions, wholePositive, type Batch, type Dataset, type NdArray } from '@hourglass/core';
import { fromChunks } from '../from-chunks.js';
import * as v from 'valibot';

/**
 * The first samples of a dataset; what follows them is not read.
 *
 * @param count how many; a dataset of fewer is taken whole
 * @throws InvalidOptionError for a count that is no whole number of 1 or more
 */
export function take(data: Dataset, count: number): Dataset {
  checkOptions('take', v.strictObject({ count: wholePositive }), { count });
  const { size } = data.info;
  return fromChunks({
    info: { ...data.info, ...(size !== undefined && { size: Math.min(size, count) }) },
    async *chunks({ rows, reuse }) {
      let left = count;
      for await (const batch of data.batches({ batchSize: Math.min(rows, count), reuse })) {
        yield firstRows(batch, left);
        left -= batch.index.length;
        if (left <= 0) return;
      }
    },
  });
}

function firstRows(batch: Batch, count: number): Batch {
  const { index, ...fields } = batch;
  if (index.length <= count) return batch;
  const cut = Object.entries<NdArray>(fields).map(([name, { data, shape }]) => {
    const width = data.length / index.length;
    return [name, { data: data.subarray(0, count * width), shape: [count, ...shape.slice(1)] }] as const;
  });
  return { ...(Object.fromEntries(cut) as unknown as Omit<Batch, 'index'>), index: index.subarray(0, count) };
}
