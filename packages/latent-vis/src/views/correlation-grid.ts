import { checkOptions } from '@hourglass/core';
import * as v from 'valibot';
import type { LatentStatistics } from '../projections/latent-statistics.js';
import type { Grid } from './grid.js';
import { checkUnits, leadingUnits } from './units.js';

export interface CorrelationGridOptions {
  /** Which units, from 0. Default: the 64 that vary most, in the order of their numbers. */
  readonly units?: readonly number[];
}

const schema = v.strictObject({ units: v.optional(v.array(v.number())) });
const most = 64;

/**
 * The correlations of every two units: white where they say the same, black where they say the opposite, the middle grey where
 * neither tells of the other.
 *
 * @param statistics of codes, by `latentStatistics`
 * @returns as many rows and columns as units, the first above and on the left
 * @throws InvalidOptionError for units that the code does not have
 */
export function correlationGrid({ correlation, variance }: Pick<LatentStatistics, 'correlation' | 'variance'>, options: CorrelationGridOptions = {}): Grid {
  const size = variance.length;
  const { units = leadingUnits(variance, most).sort((a, b) => a - b) } = checkOptions('correlationGrid', schema, options);
  checkUnits('correlationGrid', units, size);
  return {
    kind: 'grid',
    images: { data: Float32Array.from(units.flatMap((row) => units.map((column) => correlation.data[row * size + column]!))), shape: [units.length ** 2, 1, 1] },
    x: { name: 'unit', values: units },
    y: { name: 'unit', values: units.toReversed() },
    range: [-1, 1],
  };
}
