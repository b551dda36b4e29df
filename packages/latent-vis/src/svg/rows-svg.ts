import { fill, stroke } from '../drawing/inks.js';
import { element, escapeText } from './markup.js';
import { fitted, picture, textWidth } from './picture.js';
import { encodeRaster, type Raster } from '../drawing/raster.js';
import { rowRasters } from '../drawing/row-rasters.js';
import type { Rows } from '../views/rows.js';
import type { SvgOptions } from './svg-options.js';

/** The longer side of an image, the space between two, and the border, in pixels. */
const side = 64;
const gap = 4;
const border = 12;

/** Rows as images with the name of the row before them, each image embedded as a PNG of one pixel a value. */
export function rowsSvg(view: Rows, { title }: SvgOptions): string {
  const rasters = rowRasters(view);
  const raster = rasters[0]![0]!;
  const scale = side / Math.max(raster.width, raster.height);
  const width = raster.width * scale;
  const height = Math.max(raster.height * scale, 1);
  const pitch = Math.max(height, 16) + gap;

  const names = view.rows.map(({ name }) => fitted(name, 180));
  const left = border + Math.max(...names.map(textWidth)) + 10;
  const count = rasters[0]!.length;

  const drawn = rasters.map((row, y) => {
    const top = border + y * pitch;
    const middle = top + (pitch - gap) / 2;
    const label = { ...fill('text'), x: left - 10, y: middle, 'text-anchor': 'end', 'dominant-baseline': 'central' };
    const images = row.map((image, x) => {
      const box = { x: left + x * (width + gap), y: middle - height / 2, width, height };
      return element('image', { ...box, href: dataUri(image), preserveAspectRatio: 'none' }) + outline(box);
    });
    return element('g', {}, element('text', label, escapeText(names[y]!)), ...images);
  });

  const listed = view.rows.map(({ name }) => name).join(', ');
  return picture(
    {
      width: Math.ceil(left + count * (width + gap) - gap + border),
      height: Math.ceil(border + rasters.length * pitch - gap + border),
      title: title ?? `${count === 1 ? 'One sample' : `${count} samples`}: ${listed}`,
      description: `A grid of images with a column for each sample; rows from the top down: ${listed}.`,
    },
    element('g', { style: 'image-rendering: pixelated' }, ...drawn),
  );
}

/** A hairline, without which dark images end nowhere on dark ground, and light ones on light. */
const outline = (box: Record<'x' | 'y' | 'width' | 'height', number>): string =>
  element('rect', { ...stroke('muted'), ...box, 'stroke-width': 0.5, 'stroke-opacity': 0.5 });

const dataUri = (raster: Raster): string =>
  `data:image/png;base64,${btoa(Array.from(encodeRaster(raster), (byte) => String.fromCharCode(byte)).join(''))}`;
