import type { NdArray } from '../values.js';
import { checkShapes } from './check-shapes.js';

/**
 * Mean absolute error per value.
 *
 * @param clean `[batch, ...shape]`
 * @param reconstruction the same shape
 * @throws InvalidDataError where shapes differ
 */
export function mae(clean: NdArray, reconstruction: NdArray): number {
  checkShapes('mae', clean, reconstruction);
  let sum = 0;
  for (let i = 0; i < clean.data.length; i++) sum += Math.abs(clean.data[i]! - reconstruction.data[i]!);
  return sum / clean.data.length;
}
