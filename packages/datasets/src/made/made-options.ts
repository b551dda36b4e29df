import { createSeed, wholePositive, type Seed } from '@hourglass/core';
import * as v from 'valibot';

/** What every set takes that is made on the spot. */
export interface MadeOptions {
  /**
   * Two streams of the same truth, drawn independently: a sample of one is in the other by chance alone, once in some 2³² pairs.
   * Default `train`.
   */
  readonly split?: 'train' | 'test';
  /** The number of samples. Default 6,000 to train on, 1,000 to test on. */
  readonly count?: number;
  /** Any whole number; another seed, other samples. Default 1. */
  readonly seed?: number;
}

/** The entries of `MadeOptions` in a schema. */
export const madeEntries = {
  split: v.optional(v.picklist(['train', 'test']), 'train'),
  count: v.optional(wholePositive),
  seed: v.optional(v.pipe(v.number(), v.integer('Expected a whole number')), 1),
};

interface Made {
  readonly split: 'train' | 'test';
  readonly count?: number | undefined;
  readonly seed: number;
}

/** The number of samples asked for, where the data of each comes from, and where what all have in common does. */
export function madeFrom(name: string, { split, count, seed }: Made): { readonly count: number; readonly samples: Seed; readonly truth: Seed } {
  const root = createSeed(seed).fork(name);
  return { count: count ?? (split === 'train' ? 6000 : 1000), samples: root.fork(split), truth: root.fork('truth') };
}
