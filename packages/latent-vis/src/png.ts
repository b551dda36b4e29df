import { gridPng } from './png/grid-png.js';
import type { PngOptions } from './png/png-options.js';
import { rowsPng } from './png/rows-png.js';
import type { Grid } from './views/grid.js';
import type { Rows } from './views/rows.js';

export type { PngOptions } from './png/png-options.js';

/**
 * Draws the images of a view as a PNG: rows as a line of images each, a column for each sample, thin white gaps between; a grid
 * as its images side by side. Grey where samples have one channel, colour where they have three; values outside the range are
 * clipped to it, NaN is magenta, and vectors are drawn as strips, or folded into squares where longer than 32.
 *
 * @returns the bytes of the file
 * @throws InvalidDataError for a view that holds no images, or does not hold together
 * @throws InvalidOptionError where the scale is not a whole number of 1 or more
 */
export function png(view: Rows | Grid, options: PngOptions = {}): Uint8Array {
  return view.kind === 'rows' ? rowsPng(view, options) : gridPng(view, options);
}
