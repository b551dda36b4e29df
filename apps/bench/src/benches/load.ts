import type { Dataset } from '@hourglass/core';
import { mnist } from '@hourglass/datasets/node';
import { comparison } from './comparison.js';
import { here } from '../contenders/here.js';

/** Reading MNIST, both splits, from gzipped IDX files to the first batch of each, and one whole pass in batches of 128. */
export const load = comparison(0, async () => [
  here('mnist-open', async () => {
    const sets = [await mnist(undefined, { split: 'train' }), await mnist(undefined, { split: 'test' })];
    for (const set of sets) for await (const _ of set.batches({ batchSize: 128 })) break;
    return sets.reduce((sum, { info }) => sum + (info.size ?? 0), 0);
  }),
  here('mnist-open-and-pass', async () => mean(await mnist(undefined, { split: 'train' }))),
]);

async function mean(set: Dataset): Promise<number> {
  let sum = 0;
  let count = 0;
  for await (const { clean } of set.batches({ batchSize: 128 })) {
    for (const value of clean.data) sum += value;
    count += clean.data.length;
  }
  return sum / count;
}
