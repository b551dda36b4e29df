import { gridRaster } from '../drawing/grid-raster.js';
import { encodeRaster } from '../drawing/raster.js';
import type { Grid } from '../views/grid.js';
import { checkScale, type PngOptions } from './png-options.js';

/** The images side by side without gaps; unless told otherwise, as large as makes a side of the whole about 560 pixels. */
export function gridPng(view: Grid, { scale }: PngOptions): Uint8Array {
  if (scale !== undefined) checkScale(scale);
  const count = Math.max(view.x.values.length, view.y.values.length);
  return encodeRaster(gridRaster(view, scale ?? (({ width, height }) => Math.max(1, Math.round(560 / (count * Math.max(width, height)))))));
}
