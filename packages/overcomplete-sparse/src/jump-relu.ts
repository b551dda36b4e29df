import { checkOptions, definePart, positive, sizeOf, type Bottleneck, type Recipe, type Scheduled } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { jump, step } from './jump.js';
import { rowsOfCode } from './rows-of-code.js';
import type { Sparsity } from './sparsity.js';
import { weight } from './weight.js';

export interface JumpReLUOptions {
  /** Of the mean number of active units of a code. */
  readonly weight: Scheduled;
  /** What each unit must exceed at first; learned from there. Above 0, in the units of the code. Default 0.001. */
  readonly threshold?: number;
  /** Width of the window around a threshold in which values move it, in the units of the code. Default 0.001. */
  readonly bandwidth?: number;
}

const schema = v.strictObject({
  weight,
  threshold: v.optional(positive, 0.001),
  bandwidth: v.optional(positive, 0.001),
});

/**
 * Leaves what exceeds a threshold that each unit learns, and asks for few active units: L0 itself, `jumpReLU/l0`, through the
 * derivative of a rectangle kernel (Rajamanoharan et al., *Jumping ahead: improving reconstruction fidelity with JumpReLU
 * sparse autoencoders*, 2024). Thresholds are kept above 0 by learning their logarithms.
 *
 * @throws InvalidOptionError for a threshold or bandwidth that is not above 0
 */
export const jumpReLU = definePart('jumpReLU', (options: JumpReLUOptions): Sparsity => {
  const checked = checkOptions('jumpReLU', schema, options);
  return { kind: 'jumpReLU', options, on: (recipe) => ({ bottleneck: jumping(options, checked, recipe) }) };
});

const jumping = (options: JumpReLUOptions, { weight, threshold, bandwidth }: Required<JumpReLUOptions>, { codeShape }: Recipe): Bottleneck => ({
  kind: 'jumpReLU',
  options,
  create: () => {
    const logThreshold = tf.tidy(() => tf.variable(tf.fill([sizeOf(codeShape)], Math.log(threshold))));
    return {
      trainable: { logThreshold },
      state: {},
      apply: (encoded) => {
        const rows = rowsOfCode(encoded);
        const thresholds = tf.exp<tf.Tensor1D>(logThreshold as tf.Tensor as tf.Tensor1D);
        const l0 = tf.mean<tf.Scalar>(tf.sum(step(rows, thresholds, bandwidth), 1));
        return { code: tf.reshape(jump(rows, thresholds, bandwidth), encoded.shape), terms: { l0: { value: l0, weight } } };
      },
    };
  },
});
