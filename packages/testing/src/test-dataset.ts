import { createSeed, sizeOf, type Batch, type BatchesOptions, type Dataset, type NdArray } from '@hourglass/core';
import { describe, expect, it } from 'vitest';

export interface DatasetTest {
  /** The heading of the tests. */
  readonly name: string;
  /** Makes the dataset, of at least a dozen samples and at most a few hundred. */
  readonly create: () => Promise<Dataset> | Dataset;
}

/** What every dataset must do, as vitest tests: its info, its batches, their order, their independence. */
export function testDataset({ name, create }: DatasetTest): void {
  describe(`${name} (dataset conformance)`, () => {
    it.each(Object.entries(datasetChecks))('%s', async (_, check) => {
      await check(await create());
    });
  });
}

const batchSize = 5; // small and odd, so that most sizes leave a remainder
const seed = createSeed(1).fork('test-dataset');

/** The checks by what they prove. */
export const datasetChecks: Readonly<Record<string, (dataset: Dataset) => Promise<void>>> = {
  'says its shapes, range and size': async ({ info }) => {
    for (const shape of [info.inputShape, info.targetShape]) {
      expect(shape.length).toBeGreaterThan(0);
      for (const axis of shape) expect(Number.isInteger(axis) && axis > 0, `axis ${axis} of [${shape.join(', ')}]`).toBe(true);
    }
    expect(['float32', 'int32']).toContain(info.dtype);
    expect(info.range).toHaveLength(2);
    expect(info.range[0]).toBeLessThanOrEqual(info.range[1]);
    if (info.size !== undefined) expect(info.size).toSatisfy((size) => Number.isInteger(size) && Number(size) >= 2);
  },

  'gives batches of the shapes and the type that it says, the last with the remainder': async (dataset) => {
    const { inputShape, targetShape, dtype, size, isPaired = false } = dataset.info;
    const batches = await epoch(dataset, { batchSize });
    batches.forEach(({ clean, corrupted, label, condition, mask, index }, number) => {
      const rest = number === batches.length - 1 ? ((size ?? index.length) - 1) % batchSize + 1 : batchSize;
      expect(index.length, `samples of batch ${number}`).toBe(rest);
      expect(clean.shape).toEqual([rest, ...targetShape]);
      expect(corrupted !== undefined, 'batches bring corrupted, as isPaired says').toBe(isPaired);
      if (`${inputShape}` !== `${targetShape}`) expect(corrupted, 'corrupted, for pairs').toBeDefined();
      if (corrupted) expect(corrupted.shape).toEqual([rest, ...inputShape]);
      if (label) expect(label.shape).toEqual([rest]);
      if (condition) expect(condition.shape[0]).toBe(rest);
      if (mask) expect(mask.shape).toEqual(clean.shape);
      for (const array of [clean, corrupted, label, condition, mask])
        if (array) expect(array.data).toHaveLength(sizeOf(array.shape));
      expect(clean.data).toBeInstanceOf(dtype === 'int32' ? Int32Array : Float32Array);
    });
  },

  'gives every sample once an epoch, shuffled or not': async (dataset) => {
    for (const shuffle of [undefined, seed]) {
      const seen = await order(dataset, { batchSize, shuffle });
      expect(new Set(seen).size).toBe(seen.length);
      if (dataset.info.size === undefined) continue;
      expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: dataset.info.size }, (_, i) => i));
    }
  },

  'gives finite values inside its range': async (dataset) => {
    const [low, high] = dataset.info.range;
    for (const { clean, corrupted } of await epoch(dataset, { batchSize })) {
      const fits = (value: number): boolean => Number.isFinite(value) && value >= low && value <= high;
      const values = [...clean.data, ...(corrupted?.data ?? [])];
      expect(values.filter((value) => !fits(value)), `values outside [${low}, ${high}]`).toEqual([]);
    }
  },

  'names every label that it gives': async (dataset) => {
    const { labelNames } = dataset.info;
    for (const { label } of await epoch(dataset, { batchSize }))
      if (label && labelNames) expect([...label.data].filter((value) => labelNames[value] === undefined), 'nameless').toEqual([]);
  },

  'keeps the stored order without a seed': async (dataset) => {
    const seen = await order(dataset, { batchSize });
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, i) => i));
  },

  'orders alike with the same seed and otherwise with another': async (dataset) => {
    const first = await order(dataset, { batchSize, shuffle: seed.fork(1) });
    expect(await order(dataset, { batchSize, shuffle: seed.fork(1) })).toEqual(first);
    const otherwiseCut = await order(dataset, { batchSize: batchSize + 2, shuffle: seed.fork(1) });
    expect(otherwiseCut, 'in batches of another size').toEqual(first);
    expect(await order(dataset, { batchSize, shuffle: seed.fork(2) })).not.toEqual(first);
    expect(await order(dataset, { batchSize })).not.toEqual(first);
  },

  'gives under each index the same sample, shuffled or not': async (dataset) => {
    const stored = samples(await epoch(dataset, { batchSize }));
    expect(samples(await epoch(dataset, { batchSize, shuffle: seed }))).toEqual(stored);
  },

  'gives the same where the arrays of a batch may be written again': async (dataset) => {
    const expected = await epoch(dataset, { batchSize, shuffle: seed });
    const found: Batch[] = [];
    for await (const batch of dataset.batches({ batchSize, shuffle: seed, reuse: true })) found.push(structuredClone(batch));
    expect(found).toEqual(expected);
  },

  'lets two iterations run at once': async (dataset) => {
    const alone = await epoch(dataset, { batchSize, shuffle: seed });
    const [first, second] = [seed, seed.fork('second')].map((shuffle) => iterate(dataset, { batchSize, shuffle }));
    const together: Batch[] = [];
    for (let next = await first!.next(); !next.done; next = await first!.next()) {
      together.push(next.value);
      await second!.next();
    }
    expect(together).toEqual(alone);
  },

  'lets go in the middle of an epoch and starts the next one whole': async (dataset) => {
    const whole = await order(dataset, { batchSize });
    for await (const { index } of dataset.batches({ batchSize })) {
      expect(index.length).toBeGreaterThan(0);
      break;
    }
    expect(await order(dataset, { batchSize })).toEqual(whole);
  },

  'gives batches that stay as they are when the next one comes': async (dataset) => {
    const iterator = iterate(dataset, { batchSize });
    const first = (await iterator.next()).value as Batch;
    const copy = structuredClone(first);
    await iterator.next();
    expect(first).toEqual(copy);
  },
};

const iterate = (dataset: Dataset, options: BatchesOptions) => dataset.batches(options)[Symbol.asyncIterator]();

async function epoch(dataset: Dataset, options: BatchesOptions): Promise<Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of dataset.batches(options)) batches.push(batch);
  expect(batches.length, 'batches of an epoch').toBeGreaterThan(1);
  return batches;
}

const order = async (dataset: Dataset, options: BatchesOptions): Promise<number[]> =>
  (await epoch(dataset, options)).flatMap(({ index }) => [...index]);

/** What stands beside each index: every field's values. */
function samples(batches: readonly Batch[]): Map<number, Record<string, readonly number[]>> {
  const found = new Map<number, Record<string, readonly number[]>>();
  for (const { index, ...fields } of batches)
    index.forEach((sample, i) => {
      const rows = Object.entries(fields as Record<string, NdArray>).map(([name, { data, shape }]) => {
        const width = sizeOf(shape.slice(1));
        return [name, [...data.subarray(i * width, (i + 1) * width)]] as const;
      });
      found.set(sample, Object.fromEntries(rows));
    });
  return found;
}
