import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { detached } from './detached.js';

/**
 * What is measured of a network's output, the gradient of which reaches the input and not the network's weights: once more with the
 * input detached, the gradient by the weights is the same, and is taken off.
 */
export function throughFrozen(network: LayersModel, input: tf.Tensor, measure: (output: tf.Tensor) => tf.Scalar): tf.Scalar {
  const value = measure(network.apply(input) as tf.Tensor);
  const ofWeights = measure(network.apply(detached(input)) as tf.Tensor);
  return tf.add(tf.sub(value, ofWeights), detached(ofWeights));
}
