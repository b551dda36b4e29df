import * as tf from '@tensorflow/tfjs-core';

/**
 * x·H(x − θ): what exceeds its threshold. By x its derivative is H(x − θ); by θ it is taken as −θ/ε·K((x − θ)/ε) with the
 * rectangle kernel K(u) = 1 for |u| < 1/2 (Rajamanoharan et al., 2024).
 *
 * @param x `[rows, units]`
 * @param threshold θ: `[units]`
 * @param bandwidth ε
 */
export const jump = (x: tf.Tensor2D, threshold: tf.Tensor1D, bandwidth: number): tf.Tensor2D =>
  tf.customGrad((given, at, save) => {
    const [values, thresholds] = [given as tf.Tensor2D, at as tf.Tensor1D];
    (save as tf.GradSaveFunc)([values, thresholds]);
    return {
      value: tf.mul(values, exceeds(values, thresholds)),
      gradFunc: (dy, [u, t]) => [
        tf.mul(dy, exceeds(u!, t!)),
        tf.neg(tf.mul(t!, tf.sum(tf.mul(dy, near(u!, t!, bandwidth)), 0))),
      ],
    };
  })(x, threshold) as tf.Tensor2D;

/**
 * H(x − θ): 1 where a value exceeds its threshold. By x its derivative is 0; by θ it is taken as −1/ε·K((x − θ)/ε).
 */
export const step = (x: tf.Tensor2D, threshold: tf.Tensor1D, bandwidth: number): tf.Tensor2D =>
  tf.customGrad((given, at, save) => {
    const [values, thresholds] = [given as tf.Tensor2D, at as tf.Tensor1D];
    (save as tf.GradSaveFunc)([values, thresholds]);
    return {
      value: exceeds(values, thresholds),
      gradFunc: (dy, [u, t]) => [
        tf.zerosLike(dy),
        tf.neg(tf.sum(tf.mul(dy, near(u!, t!, bandwidth)), 0)),
      ],
    };
  })(x, threshold) as tf.Tensor2D;

const exceeds = (x: tf.Tensor, threshold: tf.Tensor): tf.Tensor => tf.cast(tf.greater(x, threshold), 'float32');

/** K((x − θ)/ε)/ε. */
const near = (x: tf.Tensor, threshold: tf.Tensor, bandwidth: number): tf.Tensor =>
  tf.div(tf.cast(tf.less(tf.abs(tf.sub(x, threshold)), bandwidth / 2), 'float32'), bandwidth);
