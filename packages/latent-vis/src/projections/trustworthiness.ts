import { checkOptions, InvalidDataError, yieldToHost, type NdArray } from '@hourglass/core';
import { checkCodes } from './check-codes.js';
import { distancesFrom, nearestOf } from './distances.js';
import { checkNeighbours, neighboursSchema, type NeighboursOptions } from './neighbours.js';
import { varyingUnits } from './varying-units.js';

/**
 * How far neighbours in a projection were neighbours before: 1 − 2 / (n·k·(2n − 3k − 1)) · Σ max(0, r − k) over the k
 * nearest points of each, where r is the rank of their codes by distance (Venna & Kaski, 2001). Codes as far away as one
 * another share the best of their ranks. Some seconds for 10,000 codes, a row of distances in memory at a time.
 *
 * @param codes what was projected: `[count, units]`
 * @param points what it was projected to: `[count, dimensions]`
 * @returns from 0 to 1; near 1 where the projection shows no false neighbours, and about 0.5 for one at random
 * @throws InvalidOptionError for as many neighbours as half the number of samples, or more
 * @throws InvalidDataError where there are not as many points as codes, or values that are not finite
 */
export const trustworthiness = (codes: NdArray, points: NdArray, options: NeighboursOptions = {}): Promise<number> =>
  keptNeighbours('trustworthiness', { before: codes, after: points }, options);

/**
 * How far neighbours are neighbours still in a projection: trustworthiness with the two spaces exchanged (Venna & Kaski,
 * 2001).
 *
 * @param codes what was projected: `[count, units]`
 * @param points what it was projected to: `[count, dimensions]`
 * @returns from 0 to 1; near 1 where the projection tears no neighbours apart
 * @throws InvalidOptionError for as many neighbours as half the number of samples, or more
 * @throws InvalidDataError where there are not as many points as codes, or values that are not finite
 */
export const continuity = (codes: NdArray, points: NdArray, options: NeighboursOptions = {}): Promise<number> =>
  keptNeighbours('continuity', { before: points, after: codes }, options);

interface Spaces {
  readonly before: NdArray;
  readonly after: NdArray;
}

async function keptNeighbours(where: string, spaces: Spaces, options: NeighboursOptions): Promise<number> {
  const { neighbours } = checkOptions(where, neighboursSchema, options);
  const [before, after] = [varyingUnits(checkCodes(where, spaces.before)), varyingUnits(checkCodes(where, spaces.after))];
  const { count } = before;
  if (after.count !== count)
    throw new InvalidDataError(
      `${where}: expected a point for each code, received [${spaces.before.shape.join(', ')}] and [${spaces.after.shape.join(', ')}].`,
    );
  checkNeighbours(where, neighbours, ['below half the number of samples', Math.ceil(count / 2) - 1]);

  const [distances, places] = [new Float64Array(count), new Int32Array(neighbours)];
  const limits = new Float64Array(neighbours);
  const rest = yieldToHost(20);
  let penalty = 0;
  for (let row = 0; row < count; row++) {
    distancesFrom(after, row, distances);
    nearestOf(distances, row, places);
    distancesFrom(before, row, distances);
    places.forEach((place, i) => (limits[i] = distances[place]!));
    for (const rank of ranksOf(limits.sort(), distances, row)) penalty += Math.max(0, rank - neighbours);
    await rest();
  }
  return 1 - (2 / (count * neighbours * (2 * count - 3 * neighbours - 1))) * penalty;
}

/**
 * The rank of some distances among all: one more than the number that are less.
 *
 * @param sorted rising
 * @param row whose own distance does not count
 */
function ranksOf(sorted: Float64Array, distances: Float64Array, row: number): Float64Array {
  const ranks = new Float64Array(sorted.length).fill(1);
  const last = sorted.length - 1;
  for (let i = 0; i < distances.length; i++) {
    const distance = distances[i]!;
    if (distance >= sorted[last]! || i === row) continue;
    let [low, high] = [0, last]; // the first that is greater
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! > distance) high = middle;
      else low = middle + 1;
    }
    ranks[low]!++;
  }
  for (let i = 1; i < ranks.length; i++) ranks[i]! += ranks[i - 1]! - 1;
  return ranks;
}
