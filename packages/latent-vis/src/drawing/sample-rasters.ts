import { InvalidDataError, sizeOf, type NdArray } from '@hourglass/core';
import { shareOf, signal, type Colouring } from './colouring.js';
import { layoutOf } from './layout.js';
import type { Raster } from './raster.js';
import { sequential } from './sequential.js';
import { isSeries, seriesRaster } from './series-raster.js';

/**
 * The pictures of some samples, a value a pixel, or as lines where they are sound or series; values outside the range are clipped
 * to it.
 *
 * @param name whose they are, for errors
 * @param images `[count, ...sampleShape]`
 */
export function sampleRasters(name: string, { data, shape }: NdArray, { range, inColours = false }: Colouring): Raster[] {
  const sampleShape = shape.slice(1);
  const size = sizeOf(sampleShape);
  if (isSeries(sampleShape))
    return Array.from({ length: shape[0]! }, (_, sample) =>
      seriesRaster(data.subarray(sample * size, (sample + 1) * size), sampleShape[1]!, { range, inColours }));
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
