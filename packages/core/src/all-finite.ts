import type { NdArray } from './values.js';

/** Whether no value is NaN or infinite; a bare loop, four values a turn, since it sees all that a model is given and learns. */
export function allFinite(values: NdArray['data']): boolean {
  let rest = 0; // NaN and infinity less themselves are NaN
  let i = 0;
  for (; i + 4 <= values.length; i += 4) {
    const first = values[i]! - values[i]! + (values[i + 1]! - values[i + 1]!);
    const second = values[i + 2]! - values[i + 2]! + (values[i + 3]! - values[i + 3]!);
    rest += first + second;
  }
  while (i < values.length) rest += values[i]! - values[i++]!;
  return rest === 0;
}
