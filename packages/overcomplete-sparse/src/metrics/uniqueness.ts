import type { NdArray } from '@hourglass/core';
import { bestDirection } from './best-direction.js';

/**
 * Whether units found directions of their own: the number of different true directions that units are most like (by |cos|), as a
 * share of the units, as SAELens measures it.
 *
 * @param found the directions of the units: `[units, dimensions]`
 * @param truth `[directions, dimensions]`
 * @returns above 0, and 1 where no two units are most like the same direction
 * @throws InvalidDataError where they have not the same number of dimensions
 */
export function uniqueness(found: NdArray, truth: NdArray): number {
  const best = bestDirection('uniqueness', found, truth);
  return new Set(best).size / best.length;
}
