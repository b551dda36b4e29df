import type { LatentStatistics } from '../projections/latent-statistics.js';
import type { Grid } from './grid.js';

/**
 * The correlations of every two units: white where they say the same, black where they say the opposite, the middle grey where
 * neither tells of the other.
 *
 * @param statistics of codes, by `latentStatistics`
 * @returns as many rows and columns as there are units, the first above and on the left
 */
export function correlationGrid({ correlation }: Pick<LatentStatistics, 'correlation'>): Grid {
  const units = Array.from({ length: correlation.shape[0]! }, (_, unit) => unit);
  return {
    kind: 'grid',
    images: { data: correlation.data, shape: [units.length ** 2, 1, 1] },
    x: { name: 'unit', values: units },
    y: { name: 'unit', values: units.toReversed() },
    range: [-1, 1],
  };
}
