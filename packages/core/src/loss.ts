import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { checkOptions } from './options.js';
import { definePart, type Part } from './part.js';
import type { Range } from './values.js';

/**
 * How a loss becomes one number: `mean` over batch and features, as Keras does, or the sum over the features of a sample,
 * averaged over the batch, as variational models want it. Written to the history, so that figures can be compared.
 */
export type Reduction = 'mean' | 'sum-per-sample';

/** How far a reconstruction is from the clean sample. */
export interface Loss extends Part {
  readonly reduction: Reduction;
  /** The targets it can measure. */
  readonly range: Range;
  /** The activation of the decoder's last layer that gives what it measures. */
  readonly head: 'linear' | 'sigmoid' | 'tanh' | 'softmax';
  /**
   * @param clean `[batch, ...targetShape]`
   * @param reconstruction the same shape
   * @param mask the same shape: 1 where a value counts, 0 where it is missing
   */
  apply(clean: tf.Tensor, reconstruction: tf.Tensor, mask?: tf.Tensor): tf.Scalar;
}

export interface LossOptions {
  /** Default `mean`. */
  readonly reduction?: Reduction;
}

const schema = v.strictObject({ reduction: v.optional(v.picklist(['mean', 'sum-per-sample']), 'mean') });

/** Mean squared error: (x − x̂)², for values of any range. */
export const meanSquaredError = definePart('meanSquaredError', (options: LossOptions = {}): Loss => {
  const { reduction } = checkOptions('meanSquaredError', schema, options);
  return {
    kind: 'meanSquaredError',
    options,
    reduction,
    range: [-Infinity, Infinity],
    head: 'linear',
    apply: (clean, reconstruction, mask) =>
      reduce(tf.squaredDifference(clean, reconstruction), reduction, mask),
  };
});

/** The smallest probability that a logarithm sees, as in Keras. */
const epsilon = 1e-7;

/**
 * Binary cross-entropy: −x·ln x̂ − (1 − x)·ln(1 − x̂), for values from 0 to 1, x̂ kept 1e-7 away from both as in Keras.
 */
export const binaryCrossEntropy = definePart('binaryCrossEntropy', (options: LossOptions = {}): Loss => {
  const { reduction } = checkOptions('binaryCrossEntropy', schema, options);
  return {
    kind: 'binaryCrossEntropy',
    options,
    reduction,
    range: [0, 1],
    head: 'sigmoid',
    apply: (clean, reconstruction, mask) =>
      reduce(crossEntropy(clean, tf.clipByValue(reconstruction, epsilon, 1 - epsilon)), reduction, mask),
  };
});

/**
 * −x·ln p − (1 − x)·ln(1 − p) for each value. Its derivative by p, (p − x) / (p·(1 − p)), is written out, since TensorFlow.js's
 * own takes three times the kernels; there is none by x, which is data.
 */
const crossEntropy = (clean: tf.Tensor, probability: tf.Tensor): tf.Tensor =>
  tf.customGrad((p, save) => {
    const absent = tf.log(tf.sub(1, p as tf.Tensor));
    (save as tf.GradSaveFunc)([clean, p as tf.Tensor]);
    return {
      value: tf.neg(tf.add(absent, tf.mul(clean, tf.sub(tf.log(p as tf.Tensor), absent)))),
      gradFunc: (dy, [x, q]) => tf.mul(dy, tf.div(tf.sub(q!, x!), tf.mul(q!, tf.sub(1, q!)))),
    };
  })(probability);

/**
 * Categorical cross-entropy over the last axis: −Σ x·ln x̂, for one-hot or probability targets and a softmax output. The
 * sum over the classes is one feature; `mean` averages over these and the batch, as Keras does. A mask is per value, and
 * a position counts where any of its classes does.
 */
export const categoricalCrossEntropy = definePart('categoricalCrossEntropy', (options: LossOptions = {}): Loss => {
  const { reduction } = checkOptions('categoricalCrossEntropy', schema, options);
  return {
    kind: 'categoricalCrossEntropy',
    options,
    reduction,
    range: [0, 1],
    head: 'softmax',
    apply: (clean, reconstruction, mask) => {
      const logarithm = tf.log(tf.clipByValue(reconstruction, epsilon, 1));
      const perPosition = tf.neg(tf.sum(tf.mul(clean, logarithm), -1));
      return reduce(perPosition, reduction, mask && tf.max(mask, -1));
    },
  };
});

function reduce(perFeature: tf.Tensor, reduction: Reduction, mask?: tf.Tensor): tf.Scalar {
  const counted = mask ? tf.mul(perFeature, mask) : perFeature;
  if (reduction === 'sum-per-sample') return tf.div(tf.sum(counted), counted.shape[0]);
  return mask ? tf.div(tf.sum(counted), tf.maximum(tf.sum(mask), 1)) : tf.mean(counted);
}

/** The loss whose head can give values of this range: binary cross-entropy for [0, 1], squared error for any other. */
export const lossFor = ([low, high]: Range): Loss => (low >= 0 && high <= 1 ? binaryCrossEntropy() : meanSquaredError());

/**
 * The activation of the last layer for this loss and range: the loss's own head, but `tanh` for squared error of values
 * from −1 to 1 and `sigmoid` for squared error of values from 0 to 1.
 */
export function headFor(loss: Loss, [low, high]: Range): Loss['head'] {
  if (loss.head !== 'linear') return loss.head;
  if (low >= 0 && high <= 1) return 'sigmoid';
  return low >= -1 && high <= 1 ? 'tanh' : 'linear';
}
