import { applyModel, checkOptions, definePart, InvalidOptionError, sizeOf, stateless, wholePositive, type Penalty, type Recipe } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { rowsOfCode } from './rows-of-code.js';
import type { Sparsity } from './sparsity.js';

export interface MatryoshkaOptions {
  /** Numbers of units, rising, each fewer than the code has; the whole code is there anyway. */
  readonly sizes: readonly number[];
}

const schema = v.strictObject({
  sizes: v.pipe(
    v.array(wholePositive),
    v.minLength(1, 'Expected at least one size'),
    v.check((sizes) => sizes.every((size, i) => i === 0 || size > sizes[i - 1]!), 'Expected rising sizes'),
  ),
});

/**
 * Asks the first units of the code alone to rebuild the sample too, for each of some sizes, so that general directions come first
 * and finer ones do not break them up (Bussmann et al., *Learning multi-level features with Matryoshka sparse autoencoders*,
 * 2025). Beside a bottleneck: `sparsify(recipe, batchTopK({ k: 8 }), matryoshka({ sizes: [32, 128] }))`. Term:
 * `matryoshka/prefixes`, the sum of the losses of the sizes.
 *
 * @throws InvalidOptionError for sizes that do not rise or are not smaller than the code
 */
export const matryoshka = definePart('matryoshka', (options: MatryoshkaOptions): Sparsity => {
  const { sizes } = checkOptions('matryoshka', schema, options);
  return {
    kind: 'matryoshka',
    options,
    on: (recipe) => {
      const size = sizeOf(recipe.codeShape);
      const [largest] = sizes.slice(-1);
      if (largest! >= size)
        throw new InvalidOptionError('sizes', `matryoshka: sizes: expected fewer than the ${size} units of the code, received ${largest}.`);
      return { penalties: [prefixes(options, sizes, recipe)] };
    },
  };
});

const prefixes = (options: MatryoshkaOptions, sizes: readonly number[], { codeShape, loss }: Recipe): Penalty => ({
  kind: 'matryoshka',
  options,
  create: () => ({
    ...stateless,
    apply: ({ clean, code, condition, mask, decoder }) => {
      const losses = sizes.map((size) => {
        const first = tf.concat([tf.ones([size]), tf.zeros([sizeOf(codeShape) - size])]); // [units]
        const prefix = tf.reshape(tf.mul(rowsOfCode(code), first), code.shape);
        return loss.apply(clean, applyModel(decoder, prefix, condition, false), mask);
      });
      return { prefixes: { value: tf.addN<tf.Scalar>(losses), weight: 1 } };
    },
  }),
});
