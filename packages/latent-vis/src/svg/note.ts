import { fill } from '../drawing/inks.js';
import type { Frame } from './axes.js';
import { element } from './markup.js';

/** What stands in the middle of a chart that has nothing to show. */
export const noteIn = ({ left, right, top, bottom }: Frame, note: string): string =>
  element('text', { ...fill('muted'), x: (left + right) / 2, y: (top + bottom) / 2, 'text-anchor': 'middle', 'font-size': 14 }, note);
