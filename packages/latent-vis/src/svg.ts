import type { Curves } from './views/curves.js';
import { curvesSvg } from './svg/curves-svg.js';
import { rowsSvg } from './svg/rows-svg.js';
import { scatterSvg } from './svg/scatter-svg.js';
import type { Rows } from './views/rows.js';
import type { Scatter } from './views/scatter.js';
import type { SvgOptions } from './svg/svg-options.js';

export type { SvgOptions } from './svg/svg-options.js';

/**
 * Draws a view as an SVG document that follows the reader's light or dark colour scheme.
 *
 * @param view rows, drawn as one labelled line of images each; curves, drawn as a line chart whose vertical axis is
 *   logarithmic where all values are positive and span more than two decades; or a scatter, drawn as a map whose points are
 *   coloured by class, of which the ten largest are told apart
 * @returns a whole document, to be written to a file or put into a page
 * @throws InvalidDataError where the images of rows cannot be drawn side by side
 * @throws InvalidOptionError where a size is too small to draw in
 */
export function svg(view: Rows | Curves | Scatter, options: SvgOptions = {}): string {
  switch (view.kind) {
    case 'rows':
      return rowsSvg(view, options);
    case 'curves':
      return curvesSvg(view, options);
    case 'scatter':
      return scatterSvg(view, options);
  }
}
