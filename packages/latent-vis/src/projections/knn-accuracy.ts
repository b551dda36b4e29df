import { checkOptions, InvalidDataError, yieldToHost, type NdArray } from '@hourglass/core';
import { checkCodes, type CheckedCodes } from './check-codes.js';
import { distancesFrom, nearestOf } from './distances.js';
import { checkNeighbours, neighboursSchema, type NeighboursOptions } from './neighbours.js';
import { varyingUnits } from './varying-units.js';

/**
 * The share of samples whose class is the one that most of their nearest neighbours are of, each left out of its own vote; a
 * tie goes to the class of the nearest. Some seconds for 10,000 codes, a row of distances in memory at a time.
 *
 * @param codes `[count, units]`, or the points of a projection
 * @param labels the class of each, a whole number; those below 0 have none and are left out
 * @returns from 0 to 1
 * @throws InvalidOptionError for as many neighbours as labelled samples, or more
 * @throws InvalidDataError where there are not as many labels as codes, no classes, or values that are not finite
 */
export async function knnAccuracy(
  codes: NdArray,
  labels: ArrayLike<number> | undefined,
  options: NeighboursOptions = {},
): Promise<number> {
  const { neighbours } = checkOptions('knnAccuracy', neighboursSchema, options);
  const { known, classes } = labelled(varyingUnits(checkCodes('knnAccuracy', codes)), labels);
  checkNeighbours('knnAccuracy', neighbours, ['below that of labelled samples', known.count - 1]);

  const [distances, places] = [new Float64Array(known.count), new Int32Array(neighbours)];
  const rest = yieldToHost(20);
  let right = 0;
  for (let row = 0; row < known.count; row++) {
    distancesFrom(known, row, distances);
    nearestOf(distances, row, places);
    if (vote(places.map((place) => classes[place]!)) === classes[row]) right++;
    await rest();
  }
  return right / known.count;
}

/** The codes that have a class, and the class of each. */
function labelled(
  { data, count, units }: CheckedCodes,
  labels: ArrayLike<number> | undefined,
): { known: CheckedCodes; classes: Int32Array } {
  if (labels?.length !== count)
    throw new InvalidDataError(`knnAccuracy: expected a label for each of ${count} codes, received ${labels?.length ?? 'no labels'}.`);
  const rows = Int32Array.from({ length: count }, (_, row) => row).filter((row) => labels[row]! >= 0);
  if (rows.length === 0) throw new InvalidDataError('knnAccuracy: expected samples with a class, received labels below 0 only.');
  const kept = new Float32Array(rows.length * units);
  rows.forEach((row, i) => kept.set(data.subarray(row * units, (row + 1) * units), i * units));
  return { known: { data: kept, count: rows.length, units }, classes: Int32Array.from(rows, (row) => labels[row]!) };
}

/** The class that is there most often; of several, that of the nearest. */
function vote(classes: Int32Array): number {
  const votes = new Map<number, number>();
  for (const name of classes) votes.set(name, (votes.get(name) ?? 0) + 1);
  const most = Math.max(...votes.values());
  return classes.find((name) => votes.get(name) === most)!;
}
