import type { SeriesRows } from './series-rows.js';

/** Rows without a gap, from `start` to `end`. */
export interface Segment {
  readonly start: number;
  readonly end: number;
}

/** A longer step in time than this many usual ones is a gap. */
const gapSteps = 1.5;

/** The parts of a series that no gap divides: missing values, times that do not follow at the usual distance. */
export function segments({ values, channels, times }: SeriesRows): readonly Segment[] {
  const length = values.length / channels;
  const usual = times && median(times.slice(1).map((time, i) => time - times[i]!));
  const isMissing = (row: number): boolean => values.subarray(row * channels, (row + 1) * channels).some((value) => Number.isNaN(value));
  const found: Segment[] = [];
  let start = 0;
  for (let row = 0; row <= length; row++) {
    const isEnd = row === length || isMissing(row);
    const distance = times && row > start && row < length ? times[row]! - times[row - 1]! : undefined;
    const isGap = distance !== undefined && (distance <= 0 || distance > gapSteps * usual!);
    if (!isEnd && !isGap) continue;
    if (row > start) found.push({ start, end: row });
    start = isEnd ? row + 1 : row;
  }
  return found;
}

const median = (values: Float64Array): number => values.toSorted()[values.length >> 1] ?? 0;
