import { InvalidDataError, sizeOf, type NdArray, type Range } from '@hourglass/core';

/** One row of images, such as the reconstructions. */
export interface Row {
  readonly name: string;
  /** `[count, ...sampleShape]`: the sample shape is `[height, width]`, `[height, width, 1 or 3]` or `[size]`. */
  readonly images: NdArray;
}

/** Images in rows, one above the other, a column a sample. */
export interface Rows {
  readonly kind: 'rows';
  /** From the top down. */
  readonly rows: readonly Row[];
  /** The values drawn as black and as white; an unbounded end is drawn at the extreme of the first row. */
  readonly range: Range;
}

/** Refuses rows that do not hold together. */
export function checkRows({ rows, range }: Rows): void {
  const count = rows[0]?.images.shape[0] ?? 0;
  if (rows.length === 0) throw new InvalidDataError('rows: expected at least one row of images, received none.');
  if (!(range[0] < range[1]))
    throw new InvalidDataError(`range: expected the low end below the high end, received [${range.join(', ')}].`);
  for (const { name, images } of rows) {
    const shape = `[${images.shape.join(', ')}]`;
    if (sizeOf(images.shape) === 0)
      throw new InvalidDataError(`${name}: expected at least one sample with values, received shape ${shape}.`);
    if (images.data.length !== sizeOf(images.shape))
      throw new InvalidDataError(
        `${name}: expected ${sizeOf(images.shape)} values for shape ${shape}, received ${images.data.length}.`,
      );
    if (images.shape[0] !== count)
      throw new InvalidDataError(
        `${name}: expected ${count} samples as in ${rows[0]!.name}, received ${images.shape[0] ?? 0} of shape ${shape}. ` +
          'Draw the same samples in every row.',
      );
  }
}

/** The range with each unbounded end put at the extreme of the first row. */
export function boundedRange({ rows, range: [low, high] }: Rows): Range {
  if (Number.isFinite(low) && Number.isFinite(high)) return [low, high];
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of rows[0]!.images.data) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return [Number.isFinite(low) ? low : least, Number.isFinite(high) ? high : greatest];
}
