import { InvalidDataError, sizeOf, type Range } from '@hourglass/core';
import { layoutOf } from './layout.js';
import type { Raster } from './raster.js';
import { boundedRange, checkRows, type Row, type Rows } from '../views/rows.js';

/** What stands for values that are not numbers. */
const signal = [255, 0, 255] as const;

/** The pictures of each row, all of one size, a value a pixel; values outside the range are clipped to it. */
export function rowRasters(view: Rows): Raster[][] {
  checkRows(view);
  const range = boundedRange(view);
  const rasters = view.rows.map((row) => rastersOf(row, range));
  const { width, height } = rasters[0]![0]!;
  rasters.forEach(([raster], i) => {
    if (raster!.width === width && raster!.height === height) return;
    const [{ name, images }, first] = [view.rows[i]!, view.rows[0]!];
    throw new InvalidDataError(
      `${name}: expected samples as high and wide as in ${first.name}, [${first.images.shape.slice(1).join(', ')}], ` +
        `received [${images.shape.slice(1).join(', ')}]. Bring every row to one size.`,
    );
  });
  return rasters;
}

function rastersOf({ name, images: { data, shape } }: Row, range: Range): Raster[] {
  const sampleShape = shape.slice(1);
  const size = sizeOf(sampleShape);
  const { width, height, channels, offset } = layoutOf(name, sampleShape);
  return Array.from({ length: shape[0]! }, (_, sample) => {
    const raster: Raster = { width, height, data: new Uint8Array(width * height * 4) };
    for (let pixel = 0; pixel < width * height; pixel++) {
      const at = offset(Math.floor(pixel / width), pixel % width);
      if (at >= size) continue; // empty: the last places of a folded vector
      const values = data.subarray(sample * size + at, sample * size + at + channels);
      const colour = values.some(Number.isNaN) ? signal : [0, 1, 2].map((i) => toByte(values[i % channels]!, range));
      raster.data.set([...colour, 255], pixel * 4);
    }
    return raster;
  });
}

/** 0 at the low end of the range, 255 at the high end; the middle where all values are the same. */
function toByte(value: number, [low, high]: Range): number {
  if (low >= high) return 128;
  return Math.round(255 * Math.min(1, Math.max(0, (value - low) / (high - low))));
}
