import {
  applyModel, checkOptions, definePart, meanSquaredError, sizeOf, wholePositive, type Penalty, type Recipe, type Scheduled,
} from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { checkActive } from './check-active.js';
import { detached } from './detached.js';
import { countIdle, createIdle } from './idle.js';
import { keepFrom, kthLargest } from './keep-from.js';
import { rowsOfCode } from './rows-of-code.js';
import type { Sparsity } from './sparsity.js';
import { weight } from './weight.js';

export interface AuxKOptions {
  /** Dead units that rebuild the residual of a sample. Default: half as many as a sample has numbers. */
  readonly k?: number;
  /** Default 1/32, as in the paper; 1 revives more. */
  readonly weight?: Scheduled;
  /** Steps without being active in any sample, after which a unit counts as dead: more where units are meant to be rare. Default 10. */
  readonly deadAfter?: number;
}

const schema = v.strictObject({
  k: v.optional(wholePositive),
  weight: v.optional(weight, 1 / 32),
  deadAfter: v.optional(wholePositive, 10),
});

/** Below what any unit is excited: living ones are never among those revived. */
const never = -1e30;

/**
 * Brings dead units back: the k of them that a sample excites most rebuild, through the decoder, what the living ones left, the
 * squared error of which is a term of its own, `auxK/residual` (Gao et al., *Scaling and evaluating sparse autoencoders*,
 * 2024); 0 while none is dead. A unit that no sample excites has no gradient in a rectified code, and can come back only where
 * the code is linear (`codeActivation: 'linear'`), of which `topK` and `batchTopK` leave the largest all the same.
 *
 * @throws InvalidOptionError for a k larger than the code
 */
export const auxK = definePart('auxK', (options: AuxKOptions = {}): Sparsity => {
  const checked = checkOptions('auxK', schema, options);
  return {
    kind: 'auxK',
    options,
    on: (recipe) => {
      const k = checked.k ?? Math.min(sizeOf(recipe.codeShape), Math.ceil(sizeOf(recipe.inputShape) / 2));
      checkActive('auxK', 'k', k, recipe);
      return { penalties: [auxiliary(options, { ...checked, k }, recipe)] };
    },
  };
});

/** The penalty itself, its options as they are written to files and as they are resolved for the recipe. */
function auxiliary(options: AuxKOptions, { k, weight, deadAfter }: Required<AuxKOptions>, { codeShape, loss }: Recipe): Penalty {
  const squaredError = meanSquaredError({ reduction: loss.reduction });
  return {
    kind: 'auxK',
    options,
    create: () => {
      const idle = createIdle(sizeOf(codeShape));
      return {
        trainable: {},
        state: { idle },
        apply: ({ clean, encoded, code, reconstruction, condition, mask, decoder }, { training }) => {
          if (training) countIdle(idle, rowsOfCode(code));
          const dead = tf.greaterEqual(idle, deadAfter); // [units]
          const excited = tf.where<tf.Tensor2D>(dead, rowsOfCode(encoded), never); // [batch, units]
          const revived = tf.reshape(tf.where(dead, keepFrom(excited, kthLargest(excited, k)), 0), code.shape);
          const nothing = condition ? tf.zerosLike(code) : tf.zeros([1, ...codeShape]);
          const rebuilt = tf.sub(applyModel(decoder, revived, condition, false), applyModel(decoder, nothing, condition, false)); // without the bias
          const residual = detached(tf.sub(clean, reconstruction));
          const value = tf.mul<tf.Scalar>(squaredError.apply(residual, rebuilt, mask), tf.max(tf.cast(dead, 'float32')));
          return { residual: { value, weight } };
        },
      };
    },
  };
}
