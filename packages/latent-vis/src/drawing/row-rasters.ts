import { checkRows, rangeOf, type Rows } from '../views/rows.js';
import type { Raster } from './raster.js';
import { sampleRasters } from './sample-rasters.js';

/** The pictures of each row, those of a row of one size. */
export function rowRasters(view: Rows): Raster[][] {
  checkRows(view);
  return view.rows.map((row) =>
    sampleRasters(row.name, row.images, { range: rangeOf(view, row), inColours: row.range !== undefined }),
  );
}
