import type { Dataset } from '@hourglass/core';
import { mnist } from '@hourglass/datasets/node';
import type { Bench } from './bench.js';

/** Reading MNIST, both splits, from gzipped IDX files to the first batch of each, and one whole pass in batches of 128. */
export const load: Bench = {
  unit: 'load',
  rounds: 5,
  contenders: async () => [
    {
      name: 'mnist-open',
      run: async () => {
        const sets = [await mnist(undefined, { split: 'train' }), await mnist(undefined, { split: 'test' })];
        for (const set of sets) for await (const _ of set.batches({ batchSize: 128 })) break;
        return sets.reduce((sum, { info }) => sum + (info.size ?? 0), 0);
      },
    },
    {
      name: 'mnist-open-and-pass',
      run: async () => mean(await mnist(undefined, { split: 'train' })),
    },
  ],
};

async function mean(set: Dataset): Promise<number> {
  let sum = 0;
  let count = 0;
  for await (const { clean } of set.batches({ batchSize: 128 })) {
    for (const value of clean.data) sum += value;
    count += clean.data.length;
  }
  return sum / count;
}
