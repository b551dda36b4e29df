import { InvalidDataError, sizeOf, type NdArray, type Range } from '@hourglass/core';
import { boundedBy } from './bounded-by.js';

/** One row of images, such as the reconstructions. */
export interface Row {
  readonly name: string;
  /** `[count, ...sampleShape]`: the sample shape is `[height, width]`, `[height, width, 1 or 3]` or `[size]`. */
  readonly images: NdArray;
  /** A number that belongs to each image, written below it: `[count]`. */
  readonly values?: readonly number[];
  /**
   * Where the values are not those of samples but errors or activations, of one channel: the values drawn as the darkest and
   * as the brightest colour, which the picture states. An unbounded end is drawn at the extreme of the row.
   */
  readonly range?: Range;
}

/** Images in rows, one above the other; as a rule a column a sample. */
export interface Rows {
  readonly kind: 'rows';
  /** From the top down. */
  readonly rows: readonly Row[];
  /** What stands above each column. */
  readonly columns?: readonly string[];
  /** The values drawn as black and as white; an unbounded end is drawn at the extreme of the first row. */
  readonly range: Range;
}

/** Refuses rows that do not hold together. */
export function checkRows({ rows, columns, range }: Rows): void {
  if (rows.length === 0) throw new InvalidDataError('rows: expected at least one row of images, received none.');
  for (const { name, images, values, range: own = range } of rows) {
    const shape = `[${images.shape.join(', ')}]`;
    const count = images.shape[0]!;
    if (!(own[0] < own[1]))
      throw new InvalidDataError(`range: expected the low end below the high end, received [${own.join(', ')}].`);
    if (sizeOf(images.shape) === 0)
      throw new InvalidDataError(`${name}: expected at least one sample with values, received shape ${shape}.`);
    if (images.data.length !== sizeOf(images.shape))
      throw new InvalidDataError(
        `${name}: expected ${sizeOf(images.shape)} values for shape ${shape}, received ${images.data.length}.`,
      );
    if (values && values.length !== count)
      throw new InvalidDataError(`${name}: expected a number for each of ${count} images, received ${values.length}.`);
    if (columns && columns.length < count)
      throw new InvalidDataError(`columns: expected one for each of ${count} images of ${name}, received ${columns.length}.`);
  }
}

/** The range of the row with each unbounded end put at an extreme: that of the row where the range is its own, else that of the first. */
export const rangeOf = ({ rows, range }: Rows, row: Row): Range =>
  row.range ? boundedBy(row.range, row.images) : boundedBy(range, rows[0]!.images);
