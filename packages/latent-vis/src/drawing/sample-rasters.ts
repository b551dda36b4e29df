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
  return Array.from({ length: shape[0]! }, (_, sample) => {
    const raster: Raster = { width, height, data: new Uint8Array(width * height * 4) };
    for (let pixel = 0; pixel < width * height; pixel++) {
      const at = offset(Math.floor(pixel / width), pixel % width);
      if (at >= size) continue; // empty: the last places of a folded vector
      const from = sample * size + at;
      const to = pixel * 4;
      let missing = false;
      for (let channel = 0; channel < 3; channel++) {
        const value = data[from + (channel % channels)]!;
        missing ||= Number.isNaN(value);
        raster.data[to + channel] = Math.round(255 * shareOf(value, range));
      }
      if (missing) raster.data.set(signal, to);
      else if (inColours) raster.data.set(sequential(shareOf(data[from]!, range)), to);
      raster.data[to + 3] = 255;
    }
    return raster;
  });
}

/** 0 at the low end of the range, 1 at the high end; the middle where all values are the same. */
const shareOf = (value: number, [low, high]: Range): number =>
  low >= high ? 0.5 : Math.min(1, Math.max(0, (value - low) / (high - low)));
