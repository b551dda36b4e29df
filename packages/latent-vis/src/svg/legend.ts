import { fill } from '../drawing/inks.js';
import { element, escapeText } from './markup.js';
import { fitted, textWidth } from './picture.js';

export interface LegendEntry {
  readonly name: string;
  /** `#rrggbb` */
  readonly ink: string;
}

/** The height of an entry, the room for its dot, and the space after its name, in pixels. */
const line = 18;
const dot = 16;
const gap = 12;

/** The room that all entries need in one column, no wider than this. */
export function legendSize(entries: readonly LegendEntry[], most: number): { width: number; height: number } {
  const width = Math.min(most, dot + gap + Math.max(0, ...entries.map(({ name }) => textWidth(name))));
  return { width, height: entries.length * line };
}

/** The height that all entries need in as many columns as this width holds. */
export const legendHeight = (entries: readonly LegendEntry[], width: number): number =>
  Math.ceil(entries.length / columnsIn(entries, width)) * line;

const columnsIn = (entries: readonly LegendEntry[], width: number): number =>
  Math.max(1, Math.floor(width / legendSize(entries, width).width));

/** A dot and a name for each colour, line by line in a box; what does not fit is left out, which an ellipsis says. */
export function legend(entries: readonly LegendEntry[], box: { left: number; top: number; width: number; height: number }): string {
  const columns = columnsIn(entries, box.width);
  const { width } = legendSize(entries, box.width);
  const room = columns * Math.floor(box.height / line);
  const shown = entries.length <= room ? entries : entries.slice(0, Math.max(0, room - 1));
  const at = (i: number) => ({ x: box.left + (i % columns) * width, y: box.top + (Math.floor(i / columns) + 0.5) * line });
  const text = { ...fill('text'), 'dominant-baseline': 'central' };
  return element(
    'g',
    {},
    ...shown.map(({ name, ink }, i) => {
      const { x, y } = at(i);
      return (
        element('circle', { cx: x + 5, cy: y, r: 5, fill: ink }) +
        element('text', { ...text, x: x + dot, y }, escapeText(fitted(name, width - dot - gap)))
      );
    }),
    ...(shown.length < entries.length && room > 0 ? [element('text', { ...text, ...at(shown.length) }, '…')] : []),
  );
}
