import { InvalidOptionError } from '@hourglass/core';
import type { CheckedCodes } from '../projections/check-codes.js';

/** The values of one unit, rising. */
export const sortedUnit = (codes: CheckedCodes, unit: number): Float32Array => valuesOf(codes, unit).sort();

/** The values of one unit, a value a sample. */
export const valuesOf = ({ data, count, units }: CheckedCodes, unit: number): Float32Array =>
  Float32Array.from({ length: count }, (_, sample) => data[sample * units + unit]!);

/** The variance of each unit, divided by the number of samples less one; 0 of a single sample. */
export function variancesOf({ data, count, units }: CheckedCodes): Float64Array {
  const means = new Float64Array(units);
  const variances = new Float64Array(units);
  data.forEach((value, i) => (means[i % units]! += value / count));
  data.forEach((value, i) => (variances[i % units]! += (value - means[i % units]!) ** 2 / Math.max(1, count - 1)));
  return variances;
}

/** The places of the units of greatest variance, the greatest first, at most this many. */
export const leadingUnits = (variances: Float64Array | Float32Array, most: number): number[] =>
  Array.from(variances.keys()).sort((a, b) => variances[b]! - variances[a]!).slice(0, most);

/** Refuses units that a code does not have. */
export function checkUnits(where: string, wanted: readonly number[], units: number): void {
  const wrong = wanted.find((unit) => !Number.isInteger(unit) || unit < 0 || unit >= units);
  if (wrong !== undefined || wanted.length === 0)
    throw new InvalidOptionError('units', `${where}: units: expected whole numbers from 0 to ${units - 1}, received ${wrong ?? 'none'}.`);
}
