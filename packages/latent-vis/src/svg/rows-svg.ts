import type { Range } from '@hourglass/core';
import { fill } from '../drawing/inks.js';
import { rowRasters } from '../drawing/row-rasters.js';
import { sequential } from '../drawing/sequential.js';
import { rangeOf, type Rows } from '../views/rows.js';
import { formatValue } from './format.js';
import { image, sharp, sizeWithin } from './images.js';
import { element, escapeText } from './markup.js';
import { fitted, picture, textWidth } from './picture.js';
import type { SvgOptions } from './svg-options.js';

/** The longer side of an image, the space between two, the border, and the height of a line of small text, in pixels. */
const side = 64;
const gap = 4;
const border = 12;
const line = 14;

/** Rows as images with the name of the row before them, each image embedded as a PNG of one pixel a value. */
export function rowsSvg(view: Rows, { title }: SvgOptions): string {
  const rasters = rowRasters(view);
  const sizes = rasters.map(([raster]) => sizeWithin(raster!, side));
  const names = view.rows.map(({ name }) => fitted(name, 180));
  const scales = view.rows.map((row) => row.range && rangeOf(view, row));

  const left = border + Math.max(...names.map(textWidth), ...scales.map((range) => (range ? textWidth(ends(range)) : 0))) + 10;
  const column = Math.max(...sizes.map(({ width }) => width));
  const middleOf = (x: number): number => left + x * (column + gap) + column / 2;
  const count = Math.max(...rasters.map((row) => row.length));

  let top = border + (view.columns ? line + gap : 0);
  const header = (view.columns ?? [])
    .slice(0, count)
    .map((name, x) => small({ x: middleOf(x), y: border + line / 2 }, fitted(name, column + gap)));

  const drawn = rasters.map((row, y) => {
    const { values } = view.rows[y]!;
    const { width, height } = sizes[y]!;
    const room = Math.max(height, scales[y] ? 3 * line : 16);
    const middle = top + room / 2;
    const images = row.map((raster, x) => image(raster, { x: middleOf(x) - width / 2, y: middle - height / 2, width, height }));
    const below = (values ?? []).map((value, x) => small({ x: middleOf(x), y: middle + height / 2 + line / 2 + 1 }, formatValue(value)));
    top += room + gap + (values ? line : 0);
    return element('g', {}, ...label(names[y]!, { x: left - 10, y: middle }, scales[y]), ...images, ...below);
  });

  const listed = view.rows.map(({ name }) => name).join(', ');
  return picture(
    {
      width: Math.ceil(left + count * (column + gap) - gap + border),
      height: Math.ceil(top - gap + border),
      title: title ?? `${count === 1 ? 'One sample' : `${count} samples`}: ${listed}`,
      description: `A grid of images with a column for each sample; rows from the top down: ${listed}.`,
    },
    element('g', sharp, ...header, ...drawn),
  );
}

const ends = (range: Range): string => range.map(formatValue).join(' – ');

/** Text in small print around its middle. */
const small = ({ x, y }: { x: number; y: number }, text: string): string =>
  element('text', { ...fill('muted'), x, y, 'font-size': 10, 'text-anchor': 'middle', 'dominant-baseline': 'central' }, escapeText(text));

/** The name of a row; where it has colours of its own, above their scale and the values at its ends. */
function label(name: string, { x, y }: { x: number; y: number }, scale: Range | undefined): string[] {
  const text = { x, 'text-anchor': 'end', 'dominant-baseline': 'central' };
  if (!scale) return [element('text', { ...fill('text'), ...text, y }, escapeText(name))];
  const steps = Array.from({ length: 24 }, (_, i) => `rgb(${sequential((i + 0.5) / 24).join(' ')})`);
  return [
    element('text', { ...fill('text'), ...text, y: y - line }, escapeText(name)),
    ...steps.map((colour, i) => element('rect', { x: x - 48 + 2 * i, y: y - 3, width: 2, height: 6, fill: colour })),
    element('text', { ...fill('muted'), ...text, y: y + line, 'font-size': 10 }, escapeText(ends(scale))),
  ];
}
