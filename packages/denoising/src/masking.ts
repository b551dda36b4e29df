import { checkOptions, definePart, share, type Corruption } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';

export interface MaskingOptions {
  /** The share of values that are hidden, from 0 to 1. */
  readonly rate: number;
  /** What a hidden value becomes. Default 0. */
  readonly value?: number;
}

const schema = v.strictObject({ rate: share, value: v.optional(v.pipe(v.number(), v.finite()), 0) });

/** Hides each value with the same probability (Vincent et al., 2008). */
export const masking = definePart('masking', (options: MaskingOptions): Corruption => {
  const { rate, value } = checkOptions('masking', schema, options);
  return {
    kind: 'masking',
    options,
    apply: (clean, draws) => {
      const kept = tf.greaterEqual(draws.uniform(clean.shape), rate);
      return tf.where(kept, clean, tf.fill(clean.shape, value));
    },
  };
});
