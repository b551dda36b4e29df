import { createSeed, fromSamples, InvalidDataError, permutation, sizeOf, type Batch, type Dataset } from '@hourglass/core';
import type { NdArray, Samples } from '@hourglass/core';

/**
 * Splits a dataset in two, by chance: a tenth (at least one sample) to measure with, the rest to learn from, both in
 * stored order, with labels and whatever else stands beside the samples. Equal seeds give equal parts. Each sample is held
 * once.
 *
 * @throws InvalidDataError for fewer than two samples
 */
export async function holdOut(dataset: Dataset, seed: number): Promise<{ train: Dataset; test: Dataset }> {
  const { size = 0, range, labelNames } = dataset.info;
  if (size < 2) throw new InvalidDataError(`Expected two samples or more, so that one can be held out; received ${size}.`);
  const held = Math.max(1, Math.round(size / 10));
  const isHeld = new Set(permutation(size, createSeed(seed).fork('hold-out')).subarray(0, held));
  const [test, train] = [createPart(held), createPart(size - held)];
  for await (const batch of dataset.batches({ batchSize: 1024 }))
    batch.index.forEach((sample, row) => { (isHeld.has(sample) ? test : train).add(batch, row); });
  const toDataset = (samples: Samples): Dataset => fromSamples(samples, { range, ...(labelNames && { labelNames }) });
  return { train: toDataset(train.samples()), test: toDataset(test.samples()) };
}

/** Arrays that are filled with the rows of batches, one by one. */
function createPart(size: number): { add(batch: Batch, row: number): void; samples(): Samples } {
  const arrays: Record<string, NdArray> = {};
  let count = 0;
  return {
    add({ index: _, ...fields }, row) {
      for (const [name, { data, shape: [, ...shape] }] of Object.entries<NdArray>(fields)) {
        const width = sizeOf(shape);
        const create = (): NdArray['data'] =>
          data instanceof Int32Array ? new Int32Array(size * width) : new Float32Array(size * width);
        arrays[name] ??= { data: create(), shape: [size, ...shape] } as NdArray;
        arrays[name].data.set(data.subarray(row * width, (row + 1) * width), count * width);
      }
      count++;
    },
    samples: () => arrays as unknown as Samples,
  };
}
