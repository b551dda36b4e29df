import * as v from 'valibot';
import { checkOptions } from '../options.js';
import type { Range } from '../values.js';

export interface RangeOption {
  /** The smallest and the largest value that the data may hold. Default [0, 1]. */
  readonly range?: Range;
}

const schema = v.strictObject({
  range: v.optional(
    v.custom<Range>(
      (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && value[0] < value[1],
      'Expected two finite numbers, the smaller first',
    ),
    [0, 1],
  ),
});

/** The width of the range. */
export function rangeWidth(where: string, options: RangeOption): number {
  const [low, high] = checkOptions(where, schema, options).range;
  return high - low;
}
