import { cardRasters } from './drawing/card-rasters.js';
import { rowRasters } from './drawing/row-rasters.js';
import { gridPng } from './png/grid-png.js';
import type { PngOptions } from './png/png-options.js';
import { sheetPng } from './png/sheet.js';
import { checkCards, type Cards } from './views/cards.js';
import type { Grid } from './views/grid.js';
import type { Rows } from './views/rows.js';

export type { PngOptions } from './png/png-options.js';

/**
 * Draws the images of a view as a PNG, without its text: rows as a line of images each, thin white gaps between; a grid as its
 * images side by side; each card as a line, what the unit adds before the samples in which it is strongest. Grey where samples
 * have one channel, colour where they have three; values outside the range are clipped to it, NaN is magenta. Sound and series,
 * `[length, channels]`, are drawn as lines; vectors as strips, or folded into squares where longer than 32.
 *
 * @returns the bytes of the file
 * @throws InvalidDataError for a view that holds no images, or does not hold together
 * @throws InvalidOptionError where the scale is not a whole number of 1 or more
 */
export function png(view: Rows | Grid | Cards, options: PngOptions = {}): Uint8Array {
  switch (view.kind) {
    case 'rows':
      return sheetPng(rowRasters(view), options);
    case 'grid':
      return gridPng(view, options);
    case 'cards':
      return sheetPng(rastersOfCards(view), options);
  }
}

function rastersOfCards(view: Cards) {
  checkCards(view);
  return view.cards.map((card) => {
    const { direction, top } = cardRasters(card, view);
    return [direction, ...top];
  });
}
