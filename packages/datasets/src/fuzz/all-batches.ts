import { extent, type Batch, type Dataset } from '@hourglass/core';

/**
 * Every batch of a dataset, to the last, as fuzz targets read them.
 *
 * @throws Error where the values or their number are not what the dataset says, which no reader may do
 */
export async function allBatches({ info, batches }: Dataset): Promise<readonly Batch[]> {
  const found: Batch[] = [];
  let size = 0;
  for await (const batch of batches({ batchSize: 16 })) {
    const [least, most] = extent(batch.clean.data);
    if (!(least >= info.range[0] && most <= info.range[1]))
      throw new Error(`gave values from ${least} to ${most}, though its range is ${info.range[0]} to ${info.range[1]}`);
    size += batch.index.length;
    found.push(batch);
  }
  if (size !== (info.size ?? size)) throw new Error(`gave ${size} samples, though its size is ${info.size}`);
  return found;
}
