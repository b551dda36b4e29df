import type { NdArray, Range } from '@hourglass/core';

/** A range with each unbounded end put at the extreme of some values; values that are not finite do not count. */
export function boundedBy([low, high]: Range, { data }: NdArray): Range {
  if (Number.isFinite(low) && Number.isFinite(high)) return [low, high];
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of data) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return [Number.isFinite(low) ? low : least, Number.isFinite(high) ? high : greatest];
}
