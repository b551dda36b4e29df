import { sizeOf, type NdArray } from '@hourglass/core';

/** Rounds after which it stands still for all but the most uneven samples. */
const rounds = 100;

/**
 * The point with the smallest sum of distances to the samples, which a few far ones move less than they move the mean
 * (Weiszfeld, 1937).
 *
 * @param samples `[batch, ...shape]`
 * @returns as many numbers as a sample has
 */
export function geometricMedian({ data, shape }: NdArray): Float64Array {
  const [count, size] = [shape[0]!, sizeOf(shape.slice(1))];
  const zero = new Float64Array(size);
  let median = weightedMean(data, new Float64Array(count).fill(1), size);
  for (let round = 0; round < rounds; round++) {
    const weights = Float64Array.from({ length: count }, (_, row) => 1 / Math.max(distance(data, row, median), 1e-10));
    const next = weightedMean(data, weights, size);
    const moved = distance(next, 0, median);
    median = next;
    if (moved <= 1e-9 * (1 + distance(zero, 0, median))) break;
  }
  return median;
}

function weightedMean(data: ArrayLike<number>, weights: Float64Array, size: number): Float64Array {
  const mean = new Float64Array(size);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  weights.forEach((weight, row) => {
    for (let i = 0; i < size; i++) mean[i]! += (weight / total) * data[row * size + i]!;
  });
  return mean;
}

function distance(data: ArrayLike<number>, row: number, point: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < point.length; i++) sum += (data[row * point.length + i]! - point[i]!) ** 2;
  return Math.sqrt(sum);
}
