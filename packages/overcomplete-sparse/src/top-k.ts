import { checkOptions, definePart, stateless, wholePositive, type Bottleneck } from '@hourglass/core';
import { reshape } from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { checkActive } from './check-active.js';
import { keepFrom, kthLargest } from './keep-from.js';
import { rowsOfCode } from './rows-of-code.js';
import type { Sparsity } from './sparsity.js';

export interface TopKOptions {
  /** Units of each code that stay, from 1 to the size of the code. */
  readonly k: number;
}

/**
 * Leaves the k largest values of each code and sets the rest to 0 (Makhzani & Frey, *k-sparse autoencoders*, 2014; with a
 * rectified code, Gao et al., 2024). Values equal to the k-th stay too.
 *
 * @throws InvalidOptionError for a k larger than the code
 */
export const topK = definePart('topK', (options: TopKOptions): Sparsity => {
  const { k } = checkOptions('topK', v.strictObject({ k: wholePositive }), options);
  const bottleneck: Bottleneck = {
    kind: 'topK',
    options,
    create: () => ({
      ...stateless,
      apply: (encoded) => {
        const rows = rowsOfCode(encoded);
        return { code: reshape(keepFrom(rows, kthLargest(rows, k)), encoded.shape) };
      },
    }),
  };
  return {
    kind: 'topK',
    options,
    on: (recipe) => {
      checkActive('topK', 'k', k, recipe);
      return { bottleneck };
    },
  };
});
