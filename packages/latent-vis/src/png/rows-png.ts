import { InvalidOptionError } from '@hourglass/core';
import { encodeRaster, place, type Raster } from '../drawing/raster.js';
import { rowRasters } from '../drawing/row-rasters.js';
import type { Rows } from '../views/rows.js';

export interface PngOptions {
  /**
   * How many pixels wide and high each value is drawn, a whole number of 1 or more; rows of other sizes than the first are
   * drawn about as large. Default: the least that makes the longer side of an image 84 pixels, which is 3 for images of 28 × 28.
   */
  readonly scale?: number;
}

/**
 * Draws rows as a PNG: a line of images for each row, a column for each sample, thin white gaps between. Grey where
 * samples have one channel, colour where they have three; values outside the range are clipped to it, NaN is magenta,
 * and vectors are drawn as strips, or folded into squares where longer than 32.
 *
 * @returns the bytes of the file
 * @throws InvalidDataError for rows that hold no images
 * @throws InvalidOptionError where the scale is not a whole number of 1 or more
 */
export function png(view: Rows, options: PngOptions = {}): Uint8Array {
  const rasters = rowRasters(view);
  const longer = rasters.map(([raster]) => Math.max(raster!.width, raster!.height));
  const { scale = Math.ceil(84 / longer[0]!) } = options;
  if (!Number.isInteger(scale) || scale < 1)
    throw new InvalidOptionError('scale', `png: scale: expected a whole number of 1 or more, received ${scale}.`);
  const scales = longer.map((size) => Math.max(1, Math.round((scale * longer[0]!) / size)));
  const gap = Math.max(2, Math.round((longer[0]! * scale) / 28));
  const across = Math.max(...rasters.map(([raster], y) => raster!.width * scales[y]!)) + gap;
  const tops = rasters.reduce<number[]>((above, [raster], y) => [...above, above.at(-1)! + raster!.height * scales[y]! + gap], [0]);
  const sheet = whiteSheet(Math.max(...rasters.map((row) => row.length)) * across - gap, tops.at(-1)! - gap);
  rasters.forEach((row, y) => {
    row.forEach((raster, x) => { place(raster, sheet, { x: x * across, y: tops[y]!, scale: scales[y]! }); });
  });
  return encodeRaster(sheet);
}

const whiteSheet = (width: number, height: number): Raster => ({
  width,
  height,
  data: new Uint8Array(width * height * 4).fill(255),
});
