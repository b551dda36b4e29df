import { encodeRaster, place, type Raster } from '../drawing/raster.js';
import { checkScale, type PngOptions } from './png-options.js';

/** Rows of pictures as a PNG, thin white gaps between; rows of other sizes than the first are drawn about as large. */
export function sheetPng(rows: readonly (readonly Raster[])[], options: PngOptions): Uint8Array {
  const longer = rows.map(([raster]) => Math.max(raster!.width, raster!.height));
  const { scale = Math.ceil(84 / longer[0]!) } = options;
  checkScale(scale);
  const scales = longer.map((size) => Math.max(1, Math.round((scale * longer[0]!) / size)));
  const gap = Math.max(2, Math.round((longer[0]! * scale) / 28));
  const across = Math.max(...rows.map(([raster], y) => raster!.width * scales[y]!)) + gap;
  const tops = rows.reduce<number[]>((above, [raster], y) => [...above, above.at(-1)! + raster!.height * scales[y]! + gap], [0]);
  const sheet = whiteSheet(Math.max(...rows.map((row) => row.length)) * across - gap, tops.at(-1)! - gap);
  rows.forEach((row, y) => {
    row.forEach((raster, x) => { place(raster, sheet, { x: x * across, y: tops[y]!, scale: scales[y]! }); });
  });
  return encodeRaster(sheet);
}

const whiteSheet = (width: number, height: number): Raster => ({
  width,
  height,
  data: new Uint8Array(width * height * 4).fill(255),
});
