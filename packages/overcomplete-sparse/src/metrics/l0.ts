import type { NdArray } from '@hourglass/core';
import { rowsOf } from './rows-of.js';

/**
 * How many units of a code are active: not 0.
 *
 * @param code `[batch, ...codeShape]`
 * @returns the mean over the samples
 * @throws InvalidDataError for an empty code
 */
export function l0(code: NdArray): number {
  const { count } = rowsOf('l0', code);
  let active = 0;
  code.data.forEach((value) => (active += Number(value !== 0)));
  return active / count;
}
