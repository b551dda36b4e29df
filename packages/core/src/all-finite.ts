import type { NdArray } from './values.js';

/** Whether no value is NaN or infinite; a bare loop, since it sees every weight after every epoch. */
export function allFinite(values: NdArray['data']): boolean {
  let rest = 0;
  let i = 0;
  while (i < values.length) rest += values[i]! - values[i++]!; // NaN and infinity less themselves are NaN
  return rest === 0;
}
