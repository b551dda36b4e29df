import type { NdArray } from '../values.js';
import { checkShapes } from './check-shapes.js';

/**
 * Signal-to-noise ratio 10·log₁₀(Σx² / Σ(x − x̂)²), over the whole batch; means are not taken off.
 *
 * @param clean `[batch, ...shape]`
 * @param reconstruction the same shape
 * @returns decibels; `Infinity` for an exact reconstruction, `-Infinity` for any other of silence
 * @throws InvalidDataError where shapes differ
 */
export function snr(clean: NdArray, reconstruction: NdArray): number {
  checkShapes('snr', clean, reconstruction);
  let signal = 0;
  let noise = 0;
  for (let i = 0; i < clean.data.length; i++) {
    signal += clean.data[i]! ** 2;
    noise += (clean.data[i]! - reconstruction.data[i]!) ** 2;
  }
  return noise === 0 ? Infinity : 10 * Math.log10(signal / noise);
}
