import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensors } from './terms.js';

/**
 * Scales gradients down together where their common Euclidean norm is above `norm`, and leaves them otherwise.
 *
 * @param norm above 0
 * @returns gradients of the same names and shapes
 */
export function clipByNorm(gradients: NamedTensors, norm: number): NamedTensors {
  const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
  if (squares.length === 0) return {};
  const found = tf.sqrt(tf.addN(squares));
  const scale = tf.div(norm, tf.maximum(found, norm));
  return Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, tf.mul(gradient, scale)]));
}
