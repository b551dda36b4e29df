import * as tf from '@tensorflow/tfjs-core';
import { finiteBounds, type Draws } from '@hourglass/core';
import * as v from 'valibot';

/** Decibels, or the lowest and the highest of a range from which each sample gets its own. */
export type Decibels = number | readonly [low: number, high: number];

export const decibels = v.union([v.pipe(v.number(), v.finite()), finiteBounds]);

/**
 * Adds noise to each sample so that its power is to that of the noise as `ratio` says; silence stays silent.
 *
 * @param noise of the shape of `clean`, of any power
 * @param ratio 10·log₁₀ of power over power
 */
export function addNoise(clean: tf.Tensor, noise: tf.Tensor, ratio: Decibels, draws: Draws): tf.Tensor {
  const [batch, ...shape] = clean.shape as [number, ...number[]];
  const each = [batch, ...shape.map(() => 1)];
  const power = (x: tf.Tensor): tf.Tensor => tf.mean(tf.reshape(tf.square(x), [batch, -1]), 1);
  const [low, high] = typeof ratio === 'number' ? [ratio, ratio] : ratio;
  const wanted = low === high ? tf.fill([batch], low) : tf.add(tf.mul(draws.uniform([batch]), high - low), low);
  const share = tf.exp(tf.mul(wanted, -Math.LN10 / 10));
  const gain = tf.sqrt(tf.div(tf.mul(power(clean), share), tf.maximum(power(noise), 1e-20)));
  return tf.add(clean, tf.mul(noise, tf.reshape(gain, each)));
}
