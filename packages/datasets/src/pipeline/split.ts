import { checkOptions, createSeed, InvalidDataError, permutation, type Dataset } from '@hourglass/core';
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
}

const between = 'Expected a number above 0 and below 1';
const schema = v.strictObject({
  share: v.pipe(v.number(between), v.gtValue(0, between), v.ltValue(1, between)),
  seed: v.optional(v.pipe(v.number(), v.safeInteger('Expected a whole number')), 1),
  stratify: v.optional(v.boolean(), false),
});

/**
 * Parts a dataset in two by chance, one to learn from and one to measure with; no sample is in both, and none is held. Equal
 * seeds give equal parts. Data of unknown size, or with labels to look at, are read through once. For three parts, split the
 * first again.
 *
 * @throws InvalidDataError for fewer than two samples, or samples without labels to stratify by
 */
export async function split(data: Dataset, options: SplitOptions): Promise<{ train: Dataset; test: Dataset }> {
  const { share, seed, stratify } = checkOptions('split', schema, options);
  const labels = stratify ? await labelsOf(data) : undefined;
  const size = labels?.length ?? data.info.size ?? (await countOf(data));
  if (size < 2) throw new InvalidDataError(`split: expected two samples or more, so that one can be held out, received ${size}.`);
  const count = Math.min(size - 1, Math.max(1, Math.round(size * share)));
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
