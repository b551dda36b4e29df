import { checkOptions, finiteBounds, InvalidDataError, sizeOf, type Dataset, type Range } from '@hourglass/core';
import * as v from 'valibot';
import { scaledBytes } from '../binary/scaled-bytes.js';
import { fromRows } from '../from-rows.js';
import type { IdxArray, IdxData } from './idx-array.js';
import { labelsOf } from './labels-of.js';

export interface FromIdxOptions {
  /** One whole number a sample: `[size]`. */
  readonly labels?: IdxArray;
  /** What the labels from 0 on stand for. */
  readonly labelNames?: readonly string[];
  /**
   * The range of the dataset. Bytes from 0 to 255 are scaled to it; default [0, 1]. Values of other types are taken as they
   * are and must lie in it; default their smallest and largest.
   */
  readonly range?: Range;
}

const schema = v.strictObject({
  labels: v.optional(v.custom<IdxArray>((value) => typeof value === 'object' && value !== null, 'Expected an array')),
  labelNames: v.optional(v.array(v.string())),
  range: v.optional(finiteBounds),
});

/**
 * A dataset of the samples along the first axis of an array. The array stays as it is; floats are made batch by batch.
 *
 * @param samples `[size, height, width]`, which gives samples `[height, width, 1]`, or `[size, ...shape]` of any other rank
 * @throws InvalidDataError where there is no sample, labels do not fit, or a value is not finite or out of range
 */
export function fromIdx(samples: IdxArray, options: FromIdxOptions = {}): Dataset {
  const { labels, labelNames, range } = checkOptions('fromIdx', schema, options);
  const { data } = samples;
  const [size = 0, ...shape] = samples.shape;
  if (shape.length === 0 || data.length === 0)
    throw new InvalidDataError(
      `Expected samples [size, ...shape], at least one, received shape [${samples.shape.join(', ')}]. ` +
        'A file of one axis holds labels: the samples are in another.',
    );
  const inputShape = shape.length === 2 ? [...shape, 1] : shape;
  const width = sizeOf(shape);
  const isBytes = data instanceof Uint8Array;
  const [low, high] = range ?? (isBytes ? [0, 1] : rangeOf(data));
  const scaled = scaledBytes([low, high]);
  if (!isBytes && range) checkRange(rangeOf(data), range);

  return fromRows({
    size,
    inputShape,
    range: [low, high],
    ...(labels && { labels: labelsOf(labels, size) }),
    ...(labelNames && { labelNames }),
    write: (sample, row) => {
      const start = sample * width;
      if (isBytes) scaled(data.subarray(start, start + width), row);
      else for (let i = 0; i < width; i++) row[i] = data[start + i]!;
    },
  });
}

/** The smallest and largest value as float32. */
function rangeOf(data: IdxData): Range {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < data.length; i++) {
    const value = Math.fround(data[i]!);
    if (!Number.isFinite(value))
      throw new InvalidDataError(`Expected finite values of float32, received ${data[i]} at place ${i}. Fill or drop it.`);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function checkRange([low, high]: Range, expected: Range): void {
  if (low < expected[0] || high > expected[1])
    throw new InvalidDataError(
      `Expected values from ${expected[0]} to ${expected[1]}, found ${low} to ${high}. ` +
        `Leave range out, or give [${low}, ${high}].`,
    );
}
