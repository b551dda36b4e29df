import type { CheckedCodes } from './check-codes.js';

/** The squared Euclidean distances of one row to all, into an array of as many places; four at a time, since each number loaded serves four. */
export function distancesFrom({ data, count, units }: Pick<CheckedCodes, 'data' | 'count' | 'units'>, row: number, into: Float64Array): void {
  const own = row * units;
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let k = 0, at = i * units; k < units; k++, at++) {
      const value = data[own + k]!;
      const d0 = value - data[at]!;
      const d1 = value - data[at + units]!;
      const d2 = value - data[at + 2 * units]!;
      const d3 = value - data[at + 3 * units]!;
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    into[i] = s0;
    into[i + 1] = s1;
    into[i + 2] = s2;
    into[i + 3] = s3;
  }
  for (; i < count; i++) {
    let sum = 0;
    for (let k = 0; k < units; k++) sum += (data[own + k]! - data[i * units + k]!) ** 2;
    into[i] = sum;
  }
}

/** The places of the least distances, the least first, that of the row itself left out; of equal ones the first. */
export function nearestOf(distances: Float64Array, row: number, places: Int32Array): void {
  const last = places.length - 1;
  let kept = 0;
  let limit = Infinity;
  for (let i = 0; i < distances.length; i++) {
    const distance = distances[i]!;
    if (distance >= limit || i === row) continue;
    let place = Math.min(kept, last);
    for (; place > 0 && distances[places[place - 1]!]! > distance; place--) places[place] = places[place - 1]!;
    places[place] = i;
    if (kept <= last) kept++;
    if (kept > last) limit = distances[places[last]!]!;
  }
}
