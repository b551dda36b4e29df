import type { NdArray } from '../values.js';
import { checkShapes } from './check-shapes.js';

/**
 * Mean squared error per value.
 *
 * @param clean `[batch, ...shape]`
 * @param reconstruction the same shape
 * @throws InvalidDataError where shapes differ
 */
export function mse(clean: NdArray, reconstruction: NdArray): number {
  checkShapes('mse', clean, reconstruction);
  let sum = 0;
  for (let i = 0; i < clean.data.length; i++) sum += (clean.data[i]! - reconstruction.data[i]!) ** 2;
  return sum / clean.data.length;
}
