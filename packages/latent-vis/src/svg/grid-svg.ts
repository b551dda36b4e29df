import { fill } from '../drawing/inks.js';
import { gridRaster } from '../drawing/grid-raster.js';
import type { Grid, GridAxis } from '../views/grid.js';
import { formatValue } from './format.js';
import { image, sharp } from './images.js';
import { element, escapeText } from './markup.js';
import { picture, textWidth } from './picture.js';
import type { SvgOptions } from './svg-options.js';

/** The longer side of the whole, the largest side of an image, and the border, in pixels. */
const most = 560;
const largest = 64;
const border = 16;

/** The images side by side, with the name of what changes and some of its values along both edges. */
export function gridSvg(view: Grid, { title }: SvgOptions): string {
  const raster = gridRaster(view);
  const { x, y } = view;
  const [columns, rows] = [x.values.length, y.values.length];
  const scale = Math.min(most / Math.max(raster.width, raster.height), largest / Math.max(raster.width / columns, raster.height / rows));
  const [width, height] = [raster.width * scale, raster.height * scale];
  const [across, down] = [width / columns, height / rows];

  const xTicks = ticks(x, Math.ceil(48 / across));
  const yTicks = ticks(y, Math.ceil(24 / down));
  const left = border + Math.max(...yTicks.map(({ text }) => textWidth(text)), 24) + 6;
  const top = border + 20;
  const small = { ...fill('muted'), 'font-size': 11 };

  return picture(
    {
      width: Math.ceil(Math.max(left + width, left + textWidth(x.name)) + border + 12),
      height: Math.ceil(top + height + 40 + border),
      title: title ?? `${y.name} by ${x.name}`,
      description: `A grid of ${rows} × ${columns} images: across, ${ends(x)}; up, ${ends(y)}.`,
    },
    element('g', sharp, image(raster, { x: left, y: top, width, height })),
    ...xTicks.map(({ at, text }) => element('text', { ...small, x: left + (at + 0.5) * across, y: top + height + 16, 'text-anchor': 'middle' }, text)),
    ...yTicks.map(({ at, text }) =>
      element('text', { ...small, x: left - 6, y: top + height - (at + 0.5) * down, 'text-anchor': 'end', 'dominant-baseline': 'central' }, text),
    ),
    element('text', { ...fill('text'), x: left + width / 2, y: top + height + 38, 'text-anchor': 'middle' }, escapeText(x.name)),
    element('text', { ...fill('text'), x: border, y: border + 8 }, escapeText(y.name)),
  );
}

/** Every so many of the values of an axis, the first among them. */
const ticks = ({ values }: GridAxis, every: number): { at: number; text: string }[] =>
  values.flatMap((value, at) => (at % every === 0 ? [{ at, text: formatValue(value) }] : []));

const ends = ({ name, values }: GridAxis): string => `${name} from ${formatValue(values[0]!)} to ${formatValue(values.at(-1)!)}`;
