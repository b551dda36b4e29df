import type { NdArray } from '../values.js';
import { mse } from './mse.js';
import { rangeWidth, type RangeOption } from './range-option.js';

/**
 * Peak signal-to-noise ratio 10·log₁₀(width² / mse), `mse` being that of the whole batch and `width` that of the range.
 *
 * @param clean `[batch, ...shape]`
 * @param reconstruction the same shape
 * @returns decibels; `Infinity` for an exact reconstruction
 * @throws InvalidDataError where shapes differ
 */
export function psnr(clean: NdArray, reconstruction: NdArray, options: RangeOption = {}): number {
  return 10 * Math.log10(rangeWidth('psnr', options) ** 2 / mse(clean, reconstruction));
}
