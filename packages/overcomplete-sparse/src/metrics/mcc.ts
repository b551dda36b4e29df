import type { NdArray } from '@hourglass/core';
import { matches } from './matches.js';

/**
 * How well a dictionary was found: each unit and each true direction paired one to one, so that the sum of |cos| is the largest,
 * and the mean of these, as SAELens measures it on synthetic data.
 *
 * @param found the directions of the units: `[units, dimensions]`
 * @param truth `[directions, dimensions]`
 * @returns from 0 to 1, the mean over as many pairs as there are of the fewer
 * @throws InvalidDataError where they have not the same number of dimensions
 */
export function mcc(found: NdArray, truth: NdArray): number {
  const pairs = matches('mcc', found, truth);
  return pairs.reduce((sum, { cosine }) => sum + cosine, 0) / pairs.length;
}
