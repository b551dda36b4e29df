import { InvalidOptionError } from '@hourglass/core';
import { encodeRaster, place, type Raster } from '../drawing/raster.js';
import { rowRasters } from '../drawing/row-rasters.js';
import type { Rows } from '../views/rows.js';

export interface PngOptions {
  /**
   * How many pixels wide and high each value is drawn, a whole number of 1 or more. Default: the least that makes the
   * longer side of an image 84 pixels, which is 3 for images of 28 × 28.
   */
  readonly scale?: number;
}

/**
 * Draws rows as a PNG: a line of images for each row, a column for each sample, thin white gaps between. Grey where
 * samples have one channel, colour where they have three; values outside the range are clipped to it, NaN is magenta,
 * and vectors are drawn as strips, or folded into squares where longer than 32.
 *
 * @returns the bytes of the file
 * @throws InvalidDataError where the rows differ in their number of samples or in their size, or are no images
 * @throws InvalidOptionError where the scale is not a whole number of 1 or more
 */
export function png(view: Rows, options: PngOptions = {}): Uint8Array {
  const rasters = rowRasters(view);
  const { width, height } = rasters[0]![0]!;
  const { scale = Math.ceil(84 / Math.max(width, height)) } = options;
  if (!Number.isInteger(scale) || scale < 1)
    throw new InvalidOptionError('scale', `png: scale: expected a whole number of 1 or more, received ${scale}.`);

  const gap = Math.max(2, Math.round((Math.max(width, height) * scale) / 28));
  const stride = { x: width * scale + gap, y: height * scale + gap };
  const sheet = whiteSheet(rasters[0]!.length * stride.x - gap, rasters.length * stride.y - gap);
  rasters.forEach((row, y) => {
    row.forEach((raster, x) => { place(raster, sheet, { x: x * stride.x, y: y * stride.y, scale }); });
  });
  return encodeRaster(sheet);
}

const whiteSheet = (width: number, height: number): Raster => ({
  width,
  height,
  data: new Uint8Array(width * height * 4).fill(255),
});
