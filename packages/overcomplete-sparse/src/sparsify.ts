import { definePart, InvalidOptionError, type Recipe } from '@hourglass/core';
import type { Sparsity } from './sparsity.js';

/**
 * Makes the code of any recipe sparse: `sparsify(convolutional({ … }), topK({ k: 32 }))`. Several are added one after the other:
 * `sparsify(recipe, batchTopK({ k: 8 }), auxK())` is `sparsify(sparsify(recipe, batchTopK({ k: 8 })), auxK())`.
 *
 * @param of the recipe; its bottleneck, where it has one, stays
 * @param sparsities at least one
 * @returns a recipe of the same shapes
 * @throws InvalidOptionError for anything that is no sparsity, two that both choose which units are active, or one that does
 *   not fit the recipe's code
 */
export const sparsify = definePart('sparsify', (of: Recipe, ...sparsities: [Sparsity, ...Sparsity[]]): Recipe =>
  sparsities.reduce(add, of),
);

function add(of: Recipe, sparsity: Sparsity): Recipe {
  if (typeof sparsity?.on !== 'function')
    throw new InvalidOptionError('sparsity', 'sparsify: expected a sparsity, such as topK({ k: 8 }); received something else.');
  const { kind, options } = sparsity;
  const { bottleneck, penalties = [], between } = sparsity.on(of);
  if (bottleneck && of.bottleneck)
    throw new InvalidOptionError(
      'sparsity',
      `sparsify: expected a recipe without bottleneck for ${kind}, received one with ${of.bottleneck.kind}. Choose one of them.`,
    );
  return {
    ...of,
    kind: 'sparsify',
    options: { kind, options },
    of,
    ...(bottleneck && { bottleneck }),
    ...(penalties.length > 0 && { penalties: [...(of.penalties ?? []), ...penalties] }),
    ...(between && {
      between: async (step, access) => {
        await of.between?.(step, access);
        await between(step, access);
      },
    }),
  };
}
