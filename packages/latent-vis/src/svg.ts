import { cardsSvg } from './svg/cards-svg.js';
import { curvesSvg } from './svg/curves-svg.js';
import { gridSvg } from './svg/grid-svg.js';
import { rowsSvg } from './svg/rows-svg.js';
import { scatterSvg } from './svg/scatter-svg.js';
import type { SvgOptions } from './svg/svg-options.js';
import type { View } from './views/view.js';

export type { SvgOptions } from './svg/svg-options.js';

/**
 * Draws a view as an SVG document that follows the reader's light or dark colour scheme.
 *
 * @param view rows, drawn as one labelled line of images each; curves, drawn as a line chart whose vertical axis is
 *   logarithmic where all values are positive and span more than two decades; a scatter, drawn as a map whose points are
 *   coloured by class, of which the ten largest are told apart; a grid, drawn as its images side by side with their places
 *   along two edges; or cards, three beside one another
 * @returns a whole document, to be written to a file or put into a page
 * @throws InvalidDataError for a view that does not hold together, or whose samples are no images
 * @throws InvalidOptionError where a size is too small to draw in
 */
export function svg(view: View, options: SvgOptions = {}): string {
  switch (view.kind) {
    case 'rows':
      return rowsSvg(view, options);
    case 'curves':
      return curvesSvg(view, options);
    case 'scatter':
      return scatterSvg(view, options);
    case 'grid':
      return gridSvg(view, options);
    case 'cards':
      return cardsSvg(view, options);
  }
}
