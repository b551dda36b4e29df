import { createSeed, fromSamples, InvalidDataError, permutation, sizeOf, type Dataset, type NdArray } from '@hourglass/core';

/**
 * Splits a dataset in two, by chance: a tenth (at least one sample) to measure with, the rest to learn from, both in
 * stored order. Equal seeds give equal parts.
 *
 * @throws InvalidDataError for fewer than two samples
 */
export async function holdOut(dataset: Dataset, seed: number): Promise<{ train: Dataset; test: Dataset }> {
  const samples = await collect(dataset);
  const size = samples.shape[0]!;
  if (size < 2) throw new InvalidDataError(`Expected two samples or more, so that one can be held out; received ${size}.`);
  const order = permutation(size, createSeed(seed).fork('hold-out'));
  const held = Math.max(1, Math.round(size / 10));
  const part = (index: Int32Array): Dataset =>
    fromSamples({ clean: takeRows(samples, index.toSorted()) }, { range: dataset.info.range });
  return { test: part(order.subarray(0, held)), train: part(order.subarray(held)) };
}

async function collect(dataset: Dataset): Promise<NdArray> {
  for await (const { clean } of dataset.batches({ batchSize: dataset.info.size ?? Number.MAX_SAFE_INTEGER })) return clean;
  throw new InvalidDataError('Expected a dataset with samples, received an empty one.');
}

function takeRows({ data, shape }: NdArray, index: Int32Array): NdArray {
  const width = sizeOf(shape.slice(1));
  const rows = new Float32Array(index.length * width);
  index.forEach((from, to) => { rows.set(data.subarray(from * width, (from + 1) * width), to * width); });
  return { data: rows, shape: [index.length, ...shape.slice(1)] };
}
