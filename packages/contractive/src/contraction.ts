import { applyModel, definePart, stateless, type Penalty, type PenaltyInput, type Scheduled, type StepContext } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import { onlyDense, slopes } from './only-dense.js';

export interface ContractionOptions {
  readonly weight: Scheduled;
}

/** ‖∂f(x)/∂x‖², averaged over the batch: in closed form for an encoder of one dense layer, otherwise estimated. */
export const contraction = definePart('contraction', (options: ContractionOptions): Penalty => ({
  kind: 'contraction',
  options,
  create: () => ({
    ...stateless,
    apply: (input, context) => {
      const norms = closedForm(input) ?? estimate(input, context); // [batch]
      return { jacobian: { value: tf.mean<tf.Scalar>(norms), weight: options.weight } };
    },
  }),
}));

/** Σⱼ hⱼ′² · Σᵢ wᵢⱼ², where h′ follows from h alone. */
function closedForm({ encoder, encoded }: PenaltyInput): tf.Tensor | undefined {
  const dense = onlyDense(encoder);
  if (!dense) return undefined;
  const slope = slopes[dense.activation](encoded); // [batch, code]
  const lengths = tf.sum(tf.square(dense.kernel.read()), 0); // [code]
  return tf.sum(tf.mul(tf.square(slope), lengths), 1);
}

/** How far the probe goes: far enough for single precision, near enough to be a derivative. */
const distance = 0.01;

/** ‖(f(x + εv) − f(x)) / ε‖² for one v ~ N(0, 1) a sample, whose mean over v is the norm: first derivatives only. */
function estimate({ encoder, corrupted, condition, encoded }: PenaltyInput, { draws, training }: StepContext): tf.Tensor {
  const probe = tf.add(corrupted, tf.mul(draws.normal(corrupted.shape), distance));
  const moved = applyModel(encoder, probe, condition, training);
  const change = tf.div(tf.sub(moved, encoded), distance);
  return tf.sum(tf.reshape(tf.square(change), [change.shape[0], -1]), 1);
}
