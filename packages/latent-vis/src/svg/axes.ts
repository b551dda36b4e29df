import { fill, stroke } from '../drawing/inks.js';
import { element, escapeText } from './markup.js';
import type { Scale } from './scale.js';

/** The box that lines are drawn in, in pixels of the picture. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Axis {
  readonly scale: Scale;
  readonly label: string;
}

/** Grid, ticks and labels of both axes. */
export function axes({ left, right, top, bottom }: Frame, { x, y }: { readonly x: Axis; readonly y: Axis }): string {
  const horizontal = y.scale.ticks.map(({ value, label }) => {
    const at = bottom - y.scale.position(value) * (bottom - top);
    const text = { ...fill('muted'), x: left - 8, y: at, 'text-anchor': 'end', 'dominant-baseline': 'central' };
    return element('line', { ...stroke('grid'), x1: left, x2: right, y1: at, y2: at }) + element('text', text, label);
  });
  const vertical = x.scale.ticks.map(({ value, label }) => {
    const at = left + x.scale.position(value) * (right - left);
    const text = { ...fill('muted'), x: at, y: bottom + 20, 'text-anchor': 'middle' };
    return element('line', { ...stroke('muted'), x1: at, x2: at, y1: bottom, y2: bottom + 5 }) + element('text', text, label);
  });
  return element(
    'g',
    {},
    ...horizontal,
    ...vertical,
    element('line', { ...stroke('muted'), x1: left, x2: right, y1: bottom, y2: bottom }),
    element('text', { ...fill('text'), x: (left + right) / 2, y: bottom + 40, 'text-anchor': 'middle' }, escapeText(x.label)),
    element('text', { ...fill('text'), x: 16, y: top - 18 }, escapeText(y.label)),
  );
}
