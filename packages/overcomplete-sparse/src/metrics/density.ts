import type { NdArray } from '@hourglass/core';
import { rowsOf } from './rows-of.js';

/**
 * How often each unit is active.
 *
 * @param code `[batch, ...codeShape]`
 * @returns for each unit the share of samples in which it is not 0
 * @throws InvalidDataError for an empty code
 */
export function density(code: NdArray): Float64Array {
  const { count, size } = rowsOf('density', code);
  const active = new Float64Array(size);
  code.data.forEach((value, i) => {
    if (value !== 0) active[i % size]! += 1;
  });
  return active.map((times) => times / count);
}
