import { checkOptions, definePart, finiteBounds, positive, type Corruption, type Range } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';

export interface GaussianNoiseOptions {
  /** The standard deviation of the noise, in the units of the data. */
  readonly stddev: number;
  /** Where the noisy values are clipped to; by default they are not. */
  readonly clip?: Range;
}

const schema = v.strictObject({ stddev: positive, clip: v.optional(finiteBounds) });

/** x + N(0, stddev²), for each value on its own. */
export const gaussianNoise = definePart('gaussianNoise', (options: GaussianNoiseOptions): Corruption => {
  const { stddev, clip } = checkOptions('gaussianNoise', schema, options);
  return {
    kind: 'gaussianNoise',
    options,
    apply: (clean, draws) => {
      const noisy = tf.add(clean, tf.mul(draws.normal(clean.shape), stddev));
      return clip ? tf.clipByValue(noisy, ...clip) : noisy;
    },
  };
});
