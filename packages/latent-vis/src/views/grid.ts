import { InvalidDataError, sizeOf, type NdArray, type Range } from '@hourglass/core';

/** Images at the places of a plane, such as what a plane of codes decodes to. */
export interface Grid {
  readonly kind: 'grid';
  /** `[rows × columns, ...sampleShape]`, row by row from the top, each from the left. */
  readonly images: NdArray;
  /** Across, from the left: what changes, and its value in each column. */
  readonly x: GridAxis;
  /** Up, so that its first value is that of the bottom row: what changes, and its value in each row. */
  readonly y: GridAxis;
  /** The values drawn as black and as white; an unbounded end is drawn at the extreme of the images. */
  readonly range: Range;
}

export interface GridAxis {
  readonly name: string;
  readonly values: readonly number[];
}

/** Refuses a grid that does not hold together. */
export function checkGrid({ images: { data, shape }, x, y, range }: Grid): void {
  const places = x.values.length * y.values.length;
  if (places === 0 || shape[0] !== places || data.length !== sizeOf(shape) || data.length === 0)
    throw new InvalidDataError(
      `grid: expected an image for each of ${y.values.length} × ${x.values.length} places, received ${data.length} values of ` +
        `shape [${shape.join(', ')}].`,
    );
  if (!(range[0] < range[1]))
    throw new InvalidDataError(`range: expected the low end below the high end, received [${range.join(', ')}].`);
}
