import { sizeOf, type NdArray } from '@hourglass/core';
import type { Decoding } from './decoding.js';

/**
 * What each unit adds to a reconstruction when it is 1 and all others are 0: decode(unit) − decode(0). For a decoder of one linear
 * layer it is the unit's row of the kernel; otherwise what holds around 0.
 *
 * @returns `[units, ...outputShape]`
 */
export async function decoderDirections(model: Decoding, units: readonly number[]): Promise<NdArray<Float32Array>> {
  const size = sizeOf(model.recipe.codeShape);
  const codes = new Float32Array((units.length + 1) * size); // the last is 0
  units.forEach((unit, row) => (codes[row * size + unit] = 1));
  const { data, shape: [, ...shape] } = await model.decode({ data: codes, shape: [units.length + 1, size] });
  const width = sizeOf(shape);
  const zero = units.length * width;
  const directions = Float32Array.from({ length: zero }, (_, i) => data[i]! - data[zero + (i % width)]!);
  return { data: directions, shape: [units.length, ...shape] };
}
