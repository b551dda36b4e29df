import type { Curves } from './views/curves.js';
import { curvesSvg } from './svg/curves-svg.js';
import { rowsSvg } from './svg/rows-svg.js';
import type { Rows } from './views/rows.js';
import type { SvgOptions } from './svg/svg-options.js';

export type { SvgOptions } from './svg/svg-options.js';

/**
 * Draws a view as an SVG document that follows the reader's light or dark colour scheme.
 *
 * @param view rows, drawn as one labelled line of images each; or curves, drawn as a line chart whose vertical axis is
 *   logarithmic where all values are positive and span more than two decades
 * @returns a whole document, to be written to a file or put into a page
 * @throws InvalidDataError where the images of rows cannot be drawn side by side
 * @throws InvalidOptionError where a size is too small to draw in
 */
export function svg(view: Rows | Curves, options: SvgOptions = {}): string {
  return view.kind === 'rows' ? rowsSvg(view, options) : curvesSvg(view, options);
}
