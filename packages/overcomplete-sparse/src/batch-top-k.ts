import { checkOptions, definePart, positive, type Bottleneck } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { checkActive } from './check-active.js';
import { keepFrom, kthLargest } from './keep-from.js';
import { rowsOfCode } from './rows-of-code.js';
import type { Sparsity } from './sparsity.js';

export interface BatchTopKOptions {
  /** Units that stay on average over a batch; a sample may have more, another fewer. */
  readonly k: number;
}

/** How much of the running threshold stays at each step. */
const decay = 0.99;

/** Before the first step, when every value is above the threshold. */
const unset = -1e30;

/**
 * Leaves the k·batch largest values of a whole batch (Bussmann et al., *BatchTopK sparse autoencoders*, 2024). Training keeps a
 * running mean of the smallest value that stays, and that is the threshold of `encode`, `reconstruct` and `evaluate`: so a
 * sample alone gives the code that it gives in company.
 *
 * @throws InvalidOptionError for a k larger than the code
 */
export const batchTopK = definePart('batchTopK', (options: BatchTopKOptions): Sparsity => {
  const { k } = checkOptions('batchTopK', v.strictObject({ k: positive }), options);
  const bottleneck: Bottleneck = {
    kind: 'batchTopK',
    options,
    create: () => {
      const threshold = tf.tidy(() => tf.variable(tf.scalar(unset), false));
      return {
        trainable: {},
        state: { threshold },
        apply: (encoded, { training }) => {
          const rows = rowsOfCode(encoded);
          if (!training) return { code: tf.reshape(keepFrom(rows, threshold), encoded.shape) };
          const together = tf.reshape<tf.Rank.R2>(rows, [1, rows.size]);
          const smallest = tf.reshape(kthLargest(together, Math.max(1, Math.round(k * rows.shape[0]))), []);
          const mean = tf.add<tf.Scalar>(tf.mul(threshold, decay), tf.mul(smallest, 1 - decay));
          threshold.assign(tf.where(tf.equal(threshold, unset), smallest, mean) as tf.Scalar);
          return { code: tf.reshape(keepFrom(rows, smallest), encoded.shape) };
        },
      };
    },
  };
  return {
    kind: 'batchTopK',
    options,
    on: (recipe) => {
      checkActive('batchTopK', 'k', k, recipe);
      return { bottleneck };
    },
  };
});
