import type { NdArray, Range } from '@hourglass/core';

/** Images at the places of a plane, such as what a plane of codes decodes to. */
export interface Grid {
  readonly kind: 'grid';
  /** `[rows × columns, ...sampleShape]`, row by row from the top, each from the left. */
  readonly images: NdArray;
  /** Across, from the left: what changes, and its value in each column. */
  readonly x: GridAxis;
  /** Up, so that its first value is that of the bottom row: what changes, and its value in each row. */
  readonly y: GridAxis;
  /** The values drawn as black and as white. */
  readonly range: Range;
}

export interface GridAxis {
  readonly name: string;
  readonly values: readonly number[];
}
