import { InvalidDataError, sameShape, type NdArray } from '@hourglass/core';
import { rowsOf } from './rows-of.js';

/**
 * How long reconstructions are beside their samples: ‖x̂‖ / ‖x‖, the mean over the samples that are not 0. A penalty on the size
 * of codes makes it smaller than 1.
 *
 * @param clean `[batch, ...shape]`
 * @param reconstruction the same shape
 * @returns 0 or more; NaN where every sample is 0
 * @throws InvalidDataError where shapes differ
 */
export function shrinkage(clean: NdArray, reconstruction: NdArray): number {
  const { count, size } = rowsOf('shrinkage', clean);
  if (!sameShape(clean.shape, reconstruction.shape))
    throw new InvalidDataError(
      `shrinkage: expected two arrays of one shape, received [${clean.shape.join(', ')}] and [${reconstruction.shape.join(', ')}].`,
    );
  let [ratios, samples] = [0, 0];
  for (let row = 0; row < count; row++) {
    const original = length(clean, row, size);
    if (original === 0) continue;
    ratios += length(reconstruction, row, size) / original;
    samples++;
  }
  return ratios / samples;
}

function length({ data }: NdArray, row: number, size: number): number {
  let sum = 0;
  for (let i = row * size; i < (row + 1) * size; i++) sum += data[i]! ** 2;
  return Math.sqrt(sum);
}
