import { checkOptions, definePart, finiteBounds, share, type Corruption, type Range } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { refuseOutside } from './refuse-outside.js';

export interface SaltAndPepperOptions {
  /** The share of values that are spoiled, from 0 to 1; half of them become the lowest value, half the highest. */
  readonly rate: number;
  /** The lowest and the highest value. Default [0, 1]. */
  readonly range?: Range;
}

const schema = v.strictObject({ rate: share, range: v.optional(finiteBounds, [0, 1]) });

/** Sets each value to its lowest or its highest with the same probability. */
export const saltAndPepper = definePart('saltAndPepper', (options: SaltAndPepperOptions): Corruption => {
  const { rate, range } = checkOptions('saltAndPepper', schema, options);
  const [low, high] = range;
  return {
    kind: 'saltAndPepper',
    options,
    check: ({ range: found }) => { refuseOutside('saltAndPepper', range, found, 'Give it the range of the data'); },
    apply: (clean, draws) => {
      const chance = draws.uniform(clean.shape);
      const salted = tf.where(tf.less(chance, rate), tf.fill(clean.shape, high), clean);
      return tf.where(tf.less(chance, rate / 2), tf.fill(clean.shape, low), salted);
    },
  };
});
