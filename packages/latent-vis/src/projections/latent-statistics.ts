import { checkOptions, covarianceMatrix, fromSamples, type NdArray } from '@hourglass/core';
import * as v from 'valibot';
import { checkCodes, type CheckedCodes } from './check-codes.js';

export interface LatentStatisticsOptions {
  /** How far from 0 a unit counts as 0. Default 1e-6. */
  readonly tolerance?: number;
}

/** What the units of a code do over many samples. */
export interface LatentStatistics {
  /** The number of samples. */
  readonly count: number;
  /** `[units]`. */
  readonly mean: Float32Array;
  /** `[units]`, each divided by the number of samples less one. */
  readonly variance: Float32Array;
  /** `[units]`: the share of samples for which the unit is not 0. */
  readonly activity: Float32Array;
  /** The units that are 0 for all samples, rising. */
  readonly dead: Int32Array;
  /** `[units, units]`, from -1 to 1; 0 for a unit that does not vary. */
  readonly correlation: NdArray<Float32Array>;
  /** How many directions of equal variance would spread as widely: from 1, a line, to the number of units; 0 for a point. */
  readonly effectiveDimension: number;
}

const schema = v.strictObject({
  tolerance: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0, 'Expected a number of 0 or more')), 1e-6),
});

/**
 * Describes the units of a code: which are dead, which say the same, and how many dimensions they fill. The last is the
 * participation ratio (Σλ)² / Σλ² of the eigenvalues of the covariance (Gao et al., 2017), had from the matrix itself as
 * trace² over the sum of its squares. Memory grows with the square of the units, not with the samples.
 *
 * @param codes `[count, units]`
 * @throws InvalidDataError for another shape, or codes that are not finite
 */
export async function latentStatistics(codes: NdArray, options: LatentStatisticsOptions = {}): Promise<LatentStatistics> {
  const { tolerance } = checkOptions('latentStatistics', schema, options);
  const checked = checkCodes('latentStatistics', codes);
  const { count, units } = checked;
  const { mean, matrix } = await covarianceMatrix(fromSamples({ clean: codes }, { range: [-Infinity, Infinity] }));
  const { activity, varies } = traits(checked, tolerance);
  const covariance = (i: number, j: number): number => (varies[i] && varies[j] ? matrix[i]![j]! : 0);

  const correlation = new Float32Array(units * units);
  let trace = 0;
  let squares = 0;
  for (let i = 0; i < units; i++) {
    trace += covariance(i, i);
    for (let j = 0; j < units; j++) {
      const value = covariance(i, j);
      squares += value * value;
      if (value !== 0) correlation[i * units + j] = value / Math.sqrt(covariance(i, i) * covariance(j, j));
    }
  }
  return {
    count,
    mean: Float32Array.from(mean),
    variance: Float32Array.from(matrix, (_, i) => covariance(i, i)),
    activity,
    dead: Int32Array.from(activity.keys()).filter((unit) => activity[unit] === 0),
    correlation: { data: correlation, shape: [units, units] },
    effectiveDimension: squares > 0 ? trace ** 2 / squares : 0,
  };
}

/** How often each unit is not 0, and whether it has more than one value; rounding would give constant ones a variance. */
function traits({ data, count, units }: CheckedCodes, tolerance: number): { activity: Float32Array; varies: readonly boolean[] } {
  const activity = new Float32Array(units);
  const varies = Array.from({ length: units }, () => false);
  for (let start = 0; start < data.length; start += units)
    for (let unit = 0; unit < units; unit++) {
      const value = data[start + unit]!;
      if (Math.abs(value) > tolerance) activity[unit]!++;
      if (value !== data[unit]) varies[unit] = true;
    }
  return { activity: activity.map((active) => active / count), varies };
}
