import { InvalidDataError, sizeOf, type NdArray, type Range } from '@hourglass/core';
import { layoutOf } from './layout.js';
import type { Raster } from './raster.js';
import { sequential } from './sequential.js';

/** What stands for values that are not numbers. */
const signal = [255, 0, 255] as const;

/** How values become colours: samples from black to white, other quantities along the sequential scale. */
export interface Colouring {
  readonly range: Range;
  /** Default false. */
  readonly inColours?: boolean;
}

/**
 * The pictures of some samples, a value a pixel; values outside the range are clipped to it.
 *
 * @param name whose they are, for errors
 * @param images `[count, ...sampleShape]`
 */
export function sampleRasters(name: string, { data, shape }: NdArray, { range, inColours = false }: Colouring): Raster[] {
  const sampleShape = shape.slice(1);
  const size = sizeOf(sampleShape);
  const { width, height, channels, offset } = layoutOf(name, sampleShape);
  if (inColours && channels !== 1)
    throw new InvalidDataError(`${name}: expected one channel in a row with a range of its own, received ${channels}.`);
  const colourOf = (values: NdArray['data']): readonly number[] => {
    if (values.some(Number.isNaN)) return signal;
    if (inColours) return sequential(shareOf(values[0]!, range));
    return [0, 1, 2].map((i) => Math.round(255 * shareOf(values[i % channels]!, range)));
  };
  return Array.from({ length: shape[0]! }, (_, sample) => {
    const raster: Raster = { width, height, data: new Uint8Array(width * height * 4) };
    for (let pixel = 0; pixel < width * height; pixel++) {
      const at = offset(Math.floor(pixel / width), pixel % width);
      if (at >= size) continue; // empty: the last places of a folded vector
      const first = sample * size + at;
      raster.data.set([...colourOf(data.subarray(first, first + channels)), 255], pixel * 4);
    }
    return raster;
  });
}

/** 0 at the low end of the range, 1 at the high end; the middle where all values are the same. */
const shareOf = (value: number, [low, high]: Range): number =>
  low >= high ? 0.5 : Math.min(1, Math.max(0, (value - low) / (high - low)));
