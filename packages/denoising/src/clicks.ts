import { checkOptions, definePart, positive, share, type Corruption } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';

export interface ClicksOptions {
  /** The share of places that click, from 0 to 1. */
  readonly rate: number;
  /** How far a click reaches at most, up or down, in the units of the data. Default 1. */
  readonly amplitude?: number;
}

const schema = v.strictObject({ rate: share, amplitude: v.optional(positive, 1) });

/** Adds single impulses of random height, such as those of a scratched record. */
export const clicks = definePart('clicks', (options: ClicksOptions): Corruption => {
  const { rate, amplitude } = checkOptions('clicks', schema, options);
  return {
    kind: 'clicks',
    options,
    apply: (clean, draws) => {
      const isClick = tf.cast(tf.less(draws.uniform(clean.shape), rate), 'float32');
      const height = tf.sub(tf.mul(draws.uniform(clean.shape), 2 * amplitude), amplitude);
      return tf.add(clean, tf.mul(isClick, height));
    },
  };
});
