import type { CheckedCodes } from './check-codes.js';
import { distancesFrom, nearestOf } from './distances.js';

/** The nearest of every code, itself left out. */
export interface NearestCodes {
  readonly count: number;
  /** How many of the nearest. */
  readonly each: number;
  /** `[count, each]`, the nearest first. */
  readonly places: Int32Array;
  /** `[count, each]`, Euclidean. */
  readonly distances: Float64Array;
}

/** Compares every code with every other: time grows with the square of their number, memory with the number alone. */
export function nearestCodes(codes: CheckedCodes, each: number): NearestCodes {
  const { count } = codes;
  const places = new Int32Array(count * each);
  const distances = new Float64Array(count * each);
  const squares = new Float64Array(count);
  for (let row = 0; row < count && each > 0; row++) {
    const found = places.subarray(row * each, (row + 1) * each);
    distancesFrom(codes, row, squares);
    nearestOf(squares, row, found);
    found.forEach((place, i) => (distances[row * each + i] = Math.sqrt(squares[place]!)));
  }
  return { count, each, places, distances };
}
