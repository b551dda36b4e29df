import type { Frame } from './axes.js';
import { formatValue } from './format.js';
import { fill, stroke } from '../drawing/inks.js';
import type { LineStyle, Point } from './line.js';
import { element, escapeText } from './markup.js';
import { fitted, textWidth } from './picture.js';

interface Labelled {
  readonly name: string;
  readonly points: readonly Point[];
  readonly style: LineStyle;
}

/** Pixels before a label's text: the way from the end of the line, and a piece of the line as a key. */
const lead = 14;
const key = 20;

/** The room to keep on the right for the labels of these values, at most this much. */
export function labelRoom(series: readonly { name: string; values: readonly number[] }[], most: number): number {
  const widths = series.map(({ name, values }) => (values.length > 0 ? textWidth(`${name} ${formatValue(values.at(-1)!)}`) : 0));
  return Math.min(most, lead + key + 6 + Math.max(0, ...widths));
}

/** The name and last value of each line at its end, moved apart where ends are close. */
export function lineLabels({ right, top, bottom }: Frame, lines: readonly Labelled[], room: number): string {
  const ends = lines
    .map((labelled) => ({ ...labelled, end: labelled.points.findLast((point) => point !== undefined) }))
    .filter(({ end }) => end !== undefined)
    .sort((a, b) => a.end!.y - b.end!.y);
  const places = spread(ends.map(({ end }) => end!.y), { gap: 17, low: top, high: bottom });

  const labels = ends.map(({ name, end, style: { ink, dash } }, i) => {
    const y = places[i]!;
    const from = right + lead;
    const value = formatValue(end!.value);
    const shown = fitted(name, room - lead - key - 6 - textWidth(` ${value}`));
    return [
      element('path', { ...stroke(ink), d: `M${end!.x} ${end!.y}L${from} ${y}`, 'stroke-opacity': 0.4 }),
      element('path', { ...stroke(ink), d: `M${from} ${y}H${from + key}`, 'stroke-width': 2, 'stroke-dasharray': dash }),
      element(
        'text',
        { ...fill('text'), x: from + key + 6, y, 'dominant-baseline': 'central' },
        `${escapeText(shown)} `, // resvg drops a space that begins a tspan
        element('tspan', fill('muted'), value),
      ),
    ].join('');
  });
  return element('g', {}, ...labels);
}

/** Moves rising places as little as needed for a gap between them, all from `low` to `high`; the gap shrinks to fit. */
export function spread(places: readonly number[], { gap, low, high }: { gap: number; low: number; high: number }): number[] {
  const apart = Math.min(gap, (high - low) / Math.max(1, places.length - 1));
  const moved = [...places];
  for (let i = 0; i < moved.length; i++) moved[i] = Math.max(moved[i]!, i === 0 ? low : moved[i - 1]! + apart);
  for (let i = moved.length - 1; i >= 0; i--) moved[i] = Math.min(moved[i]!, i === moved.length - 1 ? high : moved[i + 1]! - apart);
  return moved;
}
