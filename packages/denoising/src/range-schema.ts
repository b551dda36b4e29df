import type { Range } from '@hourglass/core';
import * as v from 'valibot';

/** [low, high] with low below high. */
export const rangeSchema = v.pipe(
  v.custom<Range>((value) => Array.isArray(value) && value.length === 2 && value.every((bound) => Number.isFinite(bound)), 'Expected [low, high], two numbers'),
  v.check(([low, high]) => low < high, 'Expected [low, high] with low below high'),
);
