import type { NdArray } from '../values.js';
import { checkShapes } from './check-shapes.js';

/**
 * The share of the variance that is kept: 1 − Σ(x − x̂)² / Σ(x − x̄)², x̄ being the mean of each feature over the batch; the
 * R² of scikit-learn with `variance_weighted`.
 *
 * @param clean `[batch, ...shape]`
 * @param reconstruction the same shape
 * @returns 1 for an exact reconstruction, 0 for one no better than x̄, negative for a worse one; of data that do not vary,
 *   1 where it is exact and 0 otherwise
 * @throws InvalidDataError where shapes differ
 */
export function explainedVariance(clean: NdArray, reconstruction: NdArray): number {
  checkShapes('explainedVariance', clean, reconstruction);
  const count = clean.shape[0] ?? 1;
  const features = clean.data.length / count;
  const sums = new Float64Array(features);
  clean.data.forEach((x, i) => (sums[i % features]! += x));
  const means = sums.map((sum) => sum / count);
  let residual = 0;
  let variance = 0;
  clean.data.forEach((x, i) => {
    residual += (x - reconstruction.data[i]!) ** 2;
    variance += (x - means[i % features]!) ** 2;
  });
  if (residual === 0) return 1;
  return variance === 0 ? 0 : 1 - residual / variance;
}
