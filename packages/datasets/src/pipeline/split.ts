import { checkOptions, createSeed, InvalidDataError, InvalidOptionError, permutation, type Dataset } from '@hourglass/core';
import * as v from 'valibot';
import { countOf } from './count-of.js';
import { selected } from './selected.js';

export interface SplitOptions {
  /** The share of the samples to measure with, above 0 and below 1; at least one sample stays on each side. */
  readonly share: number;
  /** Which samples: any whole number. Default 1. */
  readonly seed?: number;
  /** Takes the same share of each label, to within one sample. Default false. */
  readonly stratify?: boolean;
  /**
   * How many of the samples after one hold some of its values, as windows do that overlap. Above 0, the last samples are taken
   * to measure with, whatever the seed, and so many before them belong to neither part. Default 0.
   */
  readonly overlap?: number;
}

const between = 'Expected a number above 0 and below 1';
const notNegative = 'Expected a whole number of 0 or more';
const schema = v.strictObject({
  share: v.pipe(v.number(between), v.gtValue(0, between), v.ltValue(1, between)),
  seed: v.optional(v.pipe(v.number(), v.safeInteger('Expected a whole number')), 1),
  stratify: v.optional(v.boolean(), false),
  overlap: v.optional(v.pipe(v.number(), v.integer(notNegative), v.minValue(0, notNegative)), 0),
});

/**
 * Parts a dataset in two by chance, one to learn from and one to measure with; no sample is in both, nor, where `overlap` is
 * given, any value, and none is held. Equal seeds give equal parts. Data of unknown size, or with labels to look at, are read
 * through once. For three parts, split the first again.
 *
 * @throws InvalidDataError for fewer than two samples and the overlap, or samples without labels to stratify by
 * @throws InvalidOptionError for samples that overlap, stratified
 */
export async function split(data: Dataset, options: SplitOptions): Promise<{ train: Dataset; test: Dataset }> {
  const { share, seed, stratify, overlap } = checkOptions('split', schema, options);
  if (stratify && overlap > 0) throw new InvalidOptionError('stratify', 'split: stratify: expected samples that do not overlap. Leave stratify or overlap out.');
  const labels = stratify ? await labelsOf(data) : undefined;
  const size = labels?.length ?? data.info.size ?? (await countOf(data));
  if (size < 2 + overlap)
    throw new InvalidDataError(`split: expected ${overlap ? 2 + overlap : 'two'} samples or more, so that one can be held out, received ${size}.`);
  const count = Math.min(size - overlap - 1, Math.max(1, Math.round(size * share)));
  if (overlap > 0) {
    const places = Int32Array.from({ length: size }, (_, place) => place);
    return { train: selected(data, places.subarray(0, size - count - overlap), size), test: selected(data, places.subarray(size - count), size) };
  }
  const order = permutation(size, createSeed(seed).fork('hold-out'));
  const held = (labels ? evenly(order.sort((a, b) => labels[a]! - labels[b]!), count) : order.slice(0, count)).sort();
  const isHeld = new Uint8Array(size);
  held.forEach((place) => (isHeld[place] = 1));
  const rest = Int32Array.from({ length: size }, (_, place) => place).filter((place) => !isHeld[place]);
  return { train: selected(data, rest, size), test: selected(data, held, size) };
}

/** So many of a list, at even distances: of samples sorted by label, the same share of each. */
const evenly = (order: Int32Array, count: number): Int32Array =>
  Int32Array.from({ length: count }, (_, i) => order[Math.floor(((i + 0.5) * order.length) / count)]!);

async function labelsOf(data: Dataset): Promise<number[]> {
  const labels: number[] = [];
  for await (const { index, label } of data.batches({ batchSize: 256, reuse: true })) {
    if (!label) throw new InvalidDataError('split: expected labels to stratify by, received samples without. Leave stratify out.');
    index.forEach((place, row) => (labels[place] = label.data[row]!));
  }
  return labels;
}
