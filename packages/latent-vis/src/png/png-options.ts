import { InvalidOptionError } from '@hourglass/core';

export interface PngOptions {
  /**
   * How many pixels wide and high each value is drawn, a whole number of 1 or more; rows of other sizes than the first are
   * drawn about as large. Default: the least that makes the longer side of an image in rows 84 pixels, which is 3 for images
   * of 28 × 28; about 560 for a whole grid.
   */
  readonly scale?: number;
}

/** Refuses a scale that values cannot be drawn at. */
export function checkScale(scale: number): void {
  if (!Number.isInteger(scale) || scale < 1)
    throw new InvalidOptionError('scale', `png: scale: expected a whole number of 1 or more, received ${scale}.`);
}
