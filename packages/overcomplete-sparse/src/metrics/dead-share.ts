import type { NdArray } from '@hourglass/core';
import { density } from './density.js';

/**
 * The share of units that are 0 in every sample; of few samples it counts rare units too.
 *
 * @param code `[batch, ...codeShape]`
 * @returns from 0 to 1
 * @throws InvalidDataError for an empty code
 */
export function deadShare(code: NdArray): number {
  const shares = density(code);
  return shares.filter((share) => share === 0).length / shares.length;
}
