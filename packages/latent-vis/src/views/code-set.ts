import { checkOptions, InvalidDataError, sizeOf, wholePositive, type Batch, type Dataset, type NdArray, type Range } from '@hourglass/core';
import * as v from 'valibot';
import { classesOf, type Classes } from './classes.js';

/** Codes of some samples, and what is known of these. */
export interface CodeSet extends Partial<Classes> {
  /** `[count, units]`. */
  readonly codes: NdArray;
  /** The samples themselves: `[count, ...sampleShape]`, and the values drawn as black and as white. */
  readonly images?: { readonly samples: NdArray; readonly range: Range };
}

export interface CollectOptions {
  /** The number of samples, a whole number of 1 or more; fewer where the dataset has fewer. Default 10,000. */
  readonly count?: number;
  /** Whether the clean samples are kept, to be drawn beside their codes. Default false. */
  readonly images?: boolean;
}

const schema = v.strictObject({ count: v.optional(wholePositive, 10_000), images: v.optional(v.boolean(), false) });

/**
 * Encodes the first samples of a dataset.
 *
 * @param model anything that encodes `[batch, ...inputShape]`, such as what `createAutoencoder` returns
 * @param dataset read in stored order, no further than `count` samples
 * @returns the codes, those of several axes flattened: `[count, units]`; with labels where the dataset has them
 * @throws InvalidDataError where the dataset is empty, or a label is no place in its names
 */
export async function collectCodes(
  model: { encode(input: NdArray, condition?: NdArray): Promise<NdArray> },
  dataset: Dataset,
  options: CollectOptions = {},
): Promise<CodeSet> {
  const { count, images } = checkOptions('collectCodes', schema, options);
  const codes: NdArray[] = [];
  const samples: NdArray[] = [];
  const labels: number[] = [];
  let found = 0;
  for await (const batch of dataset.batches({ batchSize: Math.min(count, 1024) })) {
    const { clean, corrupted, label, condition } = firstOf(batch, count - found);
    codes.push(await model.encode(corrupted ?? clean, condition));
    if (images) samples.push(clean);
    if (label) labels.push(...label.data);
    found += clean.shape[0]!;
    if (found >= count) break;
  }
  if (found === 0) throw new InvalidDataError('collectCodes: expected a dataset with at least one sample, received an empty one.');
  const { data, shape } = joined(codes);
  return {
    codes: { data, shape: [found, sizeOf(shape.slice(1))] },
    ...(labels.length > 0 && namedClasses(labels, dataset.info.labelNames)),
    ...(images && { images: { samples: joined(samples), range: dataset.info.range } }),
  };
}

/** The first samples of a batch, or all where there are no more. */
function firstOf({ clean, corrupted, label, condition }: Batch, count: number): Omit<Batch, 'index'> {
  return {
    clean: firstRows(clean, count),
    ...(corrupted && { corrupted: firstRows(corrupted, count) }),
    ...(label && { label: firstRows(label, count) }),
    ...(condition && { condition: firstRows(condition, count) }),
  };
}

function firstRows({ data, shape: [size, ...shape] }: NdArray, count: number): NdArray {
  const rows = Math.min(size!, count);
  return { data: data.subarray(0, rows * sizeOf(shape)), shape: [rows, ...shape] };
}

function joined(parts: readonly NdArray[]): NdArray<Float32Array> {
  const [, ...shape] = parts[0]!.shape;
  const data = new Float32Array(parts.reduce((size, part) => size + part.data.length, 0));
  let offset = 0;
  for (const part of parts) {
    data.set(part.data, offset);
    offset += part.data.length;
  }
  return { data, shape: [data.length / sizeOf(shape), ...shape] };
}

/** Numbers that stand for names, or for themselves where there are none. */
function namedClasses(labels: readonly number[], names: readonly string[] | undefined): Classes {
  if (!names) return classesOf(labels);
  const wrong = labels.find((label) => !Number.isInteger(label) || label >= names.length);
  if (wrong !== undefined)
    throw new InvalidDataError(`collectCodes: labels: expected places in the ${names.length} names of the dataset, received ${wrong}.`);
  return { labels: Int32Array.from(labels), classes: names };
}
