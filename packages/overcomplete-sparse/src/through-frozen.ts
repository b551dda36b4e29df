import * as tf from '@tensorflow/tfjs-core';
import { detached } from './detached.js';

/**
 * What is measured of a network's output, the gradient of which reaches the input and not the network's weights: once more with the
 * input detached, the gradient by the weights is the same, and is taken off.
 */
export function throughFrozen(network: (input: tf.Tensor) => tf.Tensor, input: tf.Tensor, measure: (output: tf.Tensor) => tf.Scalar): tf.Scalar {
  const value = measure(network(input));
  const ofWeights = measure(network(detached(input)));
  return tf.add(tf.sub(value, ofWeights), detached(ofWeights));
}
