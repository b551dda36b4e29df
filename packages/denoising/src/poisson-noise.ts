import { checkOptions, definePart, positive, type Corruption } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { refuseOutside } from './refuse-outside.js';

export interface PoissonNoiseOptions {
  /** Events that a value of 1 stands for, such as photons in a white pixel: the fewer, the more noise. */
  readonly peak: number;
}

const schema = v.strictObject({ peak: positive });

/**
 * Shot noise: Poisson(peak·x) / peak, with mean x and variance x / peak. Expectations up to 6 are drawn exactly; above, the
 * quantile of the normal draw by the expansion of Cornish & Fisher (1938), rounded, whose mean and variance are right within 1 %.
 */
export const poissonNoise = definePart('poissonNoise', (options: PoissonNoiseOptions): Corruption => {
  const { peak } = checkOptions('poissonNoise', schema, options);
  return {
    kind: 'poissonNoise',
    options,
    check: ({ range }) => { refuseOutside('poissonNoise', [0, Infinity], range, 'Shift or scale it'); },
    apply: (clean, draws) => {
      const expected = tf.mul(tf.maximum(clean, 0), peak);
      const few = fewEvents(tf.minimum(expected, fewAtMost), draws.uniform(clean.shape));
      if (peak <= fewAtMost) return tf.div(few, peak);
      const many = manyEvents(tf.maximum(expected, fewAtMost), draws.normal(clean.shape));
      return tf.div(tf.where(tf.lessEqual(expected, fewAtMost), few, many), peak);
    },
  };
});

const fewAtMost = 6;
/** Of an expectation of 6, one draw in 10⁷ lies beyond. */
const terms = 22;

/** The number of terms of the distribution function that lie below a uniform draw. */
function fewEvents(expected: tf.Tensor, chance: tf.Tensor): tf.Tensor {
  let probability = tf.exp(tf.neg(expected));
  let below = probability;
  let count: tf.Tensor = tf.zerosLike(expected);
  for (let k = 1; k <= terms; k++) {
    count = tf.add(count, tf.cast(tf.greaterEqual(chance, below), 'float32'));
    probability = tf.mul(probability, tf.div(expected, k));
    below = tf.add(below, probability);
  }
  return count;
}

/** λ + √λ·z + (z² − 1)/6 − (z³ − z)/(72·√λ), rounded to a whole number. */
function manyEvents(expected: tf.Tensor, z: tf.Tensor): tf.Tensor {
  const root = tf.sqrt(expected);
  const square = tf.square(z);
  const skew = tf.div(tf.sub(square, 1), 6);
  const excess = tf.div(tf.mul(z, tf.sub(square, 1)), tf.mul(root, 72));
  const quantile = tf.sub(tf.add(tf.add(expected, tf.mul(root, z)), skew), excess);
  return tf.maximum(tf.floor(tf.add(quantile, 0.5)), 0);
}
