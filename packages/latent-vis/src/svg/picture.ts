import { darkStyle, fill } from '../drawing/inks.js';
import { element, escapeText } from './markup.js';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** What it shows, in one line. */
  readonly title: string;
  /** What it shows, for those who do not see it. */
  readonly description: string;
}

/** A whole document around what is drawn. It holds no id, so that several can stand in one page. */
export function picture({ width, height, title, description }: Picture, ...drawn: readonly string[]): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'font-family': "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif",
      'font-size': 12,
    },
    element('title', {}, escapeText(title)),
    element('desc', {}, escapeText(description)),
    element('style', {}, darkStyle),
    element('rect', { ...fill('ground'), width, height }),
    ...drawn,
  );
}

/** About how wide a text of this size is, in pixels; only a viewer knows better. */
export const textWidth = (text: string): number => text.length * 6.6;

/** The text, cut to about this width. */
export const fitted = (text: string, width: number): string =>
  textWidth(text) <= width ? text : `${Array.from(text).slice(0, Math.max(1, Math.floor(width / 6.6) - 1)).join('')}…`;
