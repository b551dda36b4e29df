import * as tf from '@tensorflow/tfjs-core';

/** The k-th largest value of each row of `[rows, units]`: `[rows, 1]`. */
export const kthLargest = (rows: tf.Tensor2D, k: number): tf.Tensor2D =>
  tf.slice(tf.topk(rows, k).values, [0, k - 1], [rows.shape[0], 1]);

/**
 * What is at or above a threshold, and 0 in place of the rest. The threshold is taken as a constant: gradients pass where values
 * do, as TensorFlow.js's top-k has none of its own.
 *
 * @param x `[rows, units]`
 * @param threshold of a shape that broadcasts to it
 */
export const keepFrom = (x: tf.Tensor2D, threshold: tf.Tensor): tf.Tensor2D =>
  tf.customGrad((given, save) => {
    const mask = tf.cast(tf.greaterEqual(given as tf.Tensor, threshold), 'float32');
    (save as tf.GradSaveFunc)([mask]);
    return { value: tf.mul(given as tf.Tensor, mask), gradFunc: (dy, [kept]) => tf.mul(dy, kept!) };
  })(x) as tf.Tensor2D;
