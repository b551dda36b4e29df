import type { Series } from '../views/curves.js';
import { fill, lineInks, stroke, type Ink } from '../drawing/inks.js';
import { decimal, element } from './markup.js';

/** A place in the picture where a curve has a value; `undefined` where it has none. */
export type Point = { readonly x: number; readonly y: number; readonly value: number } | undefined;

export interface LineStyle {
  readonly ink: Ink;
  /** Lengths of dash and space; a whole line without it. */
  readonly dash: string | undefined;
}

/** Dashes for `val/…`, solid lines for the rest; where there are several terms, a colour for each term. */
export function lineStyles(series: readonly Series[]): LineStyle[] {
  const terms = [...new Set(series.map(({ name }) => termOf(name)))];
  return series.map(({ name }, i) => ({
    ink: lineInks[(terms.length > 1 ? terms.indexOf(termOf(name)) : i) % lineInks.length]!,
    dash: name.startsWith('val/') ? '6 4' : undefined,
  }));
}

const termOf = (name: string): string => name.replace(/^(train|val)\//, '');

/** A line with a gap wherever a point is missing, and dots where points are few or alone. */
export function line(points: readonly Point[], { ink, dash }: LineStyle): string {
  const path = points
    .map((point, i) => (point ? `${points[i - 1] ? 'L' : 'M'}${decimal(point.x)} ${decimal(point.y)}` : ''))
    .join('');
  const dots = points.filter((point, i) => point && (points.length <= 20 || (!points[i - 1] && !points[i + 1])));
  return element(
    'g',
    {},
    path && element('path', { ...stroke(ink), d: path, 'stroke-width': 2, 'stroke-linejoin': 'round', 'stroke-dasharray': dash }),
    ...dots.map((dot) => element('circle', { ...fill(ink), cx: dot!.x, cy: dot!.y, r: 2.5 })),
  );
}
