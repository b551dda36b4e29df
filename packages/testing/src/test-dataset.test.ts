import { fromSamples, type Batch, type BatchesOptions, type Dataset } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { datasetChecks, testDataset } from './test-dataset.js';

const counted = (length: number, scale: number): Float32Array => Float32Array.from({ length }, (_, i) => (i % 97) * scale);

const single = (size = 13): Dataset =>
  fromSamples(
    { clean: { data: counted(size * 3, 0.01), shape: [size, 3] }, label: { data: new Int32Array(size), shape: [size] } },
    { labelNames: ['only'] },
  );

testDataset({ name: 'fromSamples, single samples with labels', create: () => single() });
testDataset({ name: 'fromSamples, without a remainder', create: () => single(15) });
testDataset({
  name: 'fromSamples, pairs with mask and condition',
  create: async () =>
    fromSamples({
      clean: { data: counted(12 * 4, 0.01), shape: [12, 2, 2] },
      corrupted: { data: counted(12 * 3, 0.005), shape: [12, 3] },
      mask: { data: counted(12 * 4, 0).fill(1), shape: [12, 2, 2] },
      condition: { data: counted(12 * 5, 0.01), shape: [12, 5] },
    }),
});
testDataset({
  name: 'fromSamples, indices',
  create: () => fromSamples({ clean: { data: Int32Array.from({ length: 40 }, (_, i) => i % 7), shape: [20, 2] } }, { range: [0, 6] }),
});

/** The dataset with its batches passed through a function, which makes it faulty. */
const changed = (change: (batches: AsyncIterable<Batch>, options: BatchesOptions) => AsyncIterable<Batch>): Dataset => ({
  info: single().info,
  batches: (options) => change(single().batches(options), options),
});

const mapped = (change: (batch: Batch, number: number) => Batch): Dataset =>
  changed(async function* (batches) {
    let number = 0;
    for await (const batch of batches) yield change(batch, number++);
  });

const withInfo = (info: Partial<Dataset['info']>): Dataset => ({ ...single(), info: { ...single().info, ...info } });

const withValue = (value: number): Dataset =>
  mapped((batch) => ({ ...batch, clean: { ...batch.clean, data: Float32Array.from(batch.clean.data).fill(value, 0, 1) } }));

/** One iteration for all, as of a file that is read only once. */
const exhausted = (): Dataset => {
  const dataset = single();
  const once = dataset.batches({ batchSize: 5 });
  return { ...dataset, batches: () => once };
};

/** One buffer that each batch is written into. */
const reusedBuffer = (): Dataset => {
  const buffer = new Float32Array(15);
  return mapped((batch) => {
    buffer.set(batch.clean.data);
    return { ...batch, clean: { ...batch.clean, data: buffer.subarray(0, batch.clean.data.length) } };
  });
};

const withoutRemainder = (): Dataset =>
  changed(async function* (batches, { batchSize }) {
    for await (const batch of batches) if (batch.index.length === batchSize) yield batch;
  });

const wellFormed = 'says its shapes, range and size';
const shaped = 'gives batches of the shapes and the type that it says, the last with the remainder';
const complete = 'gives every sample once an epoch, shuffled or not';
const inRange = 'gives finite values inside its range';
const named = 'names every label that it gives';
const stored = 'keeps the stored order without a seed';
const seeded = 'orders alike with the same seed and otherwise with another';
const indexed = 'gives under each index the same sample, shuffled or not';
const reusable = 'gives the same where the arrays of a batch may be written again';
const independent = 'lets two iterations run at once';
const restarted = 'lets go in the middle of an epoch and starts the next one whole';
const lasting = 'gives batches that stay as they are when the next one comes';

const withIndex = (change: (index: Int32Array, number: number) => Int32Array): Dataset =>
  mapped((batch, number) => ({ ...batch, index: change(batch.index, number) }));

const faults: readonly [fault: string, check: string, dataset: () => Dataset][] = [
  ['an axis of no length', wellFormed, () => withInfo({ inputShape: [3, 0] })],
  ['a range upside down', wellFormed, () => withInfo({ range: [1, 0] })],
  ['a broken size', wellFormed, () => withInfo({ size: 12.5 })],
  ['another shape than promised', shaped, () => withInfo({ targetShape: [1, 3], inputShape: [1, 3] })],
  ['another type than promised', shaped, () => withInfo({ dtype: 'int32' })],
  ['pairs that lack one half', shaped, () => withInfo({ inputShape: [4] })],
  ['pairs that do not say so', shaped, () => mapped((batch) => ({ ...batch, corrupted: batch.clean }))],
  ['single samples that are said to be pairs', shaped, () => withInfo({ isPaired: true })],
  ['a dropped remainder', complete, withoutRemainder],
  ['a sample given twice', complete, () => withIndex((index) => index.fill(0))],
  ['NaN', inRange, () => withValue(NaN)],
  ['a value above the range', inRange, () => withValue(1.5)],
  ['a label without a name', named, () => withInfo({ labelNames: [] })],
  ['a stored order that is not kept', stored, () => withIndex((index) => index.reverse())],
  ['a seed that is ignored', seeded, () => ({ ...single(), batches: ({ batchSize }) => single().batches({ batchSize }) })],
  ['the place in the epoch as index', indexed, () => withIndex((index, number) => index.map((_, i) => number * 5 + i))],
  ['other values in arrays that are used again', reusable, () => changed(async function* (batches, { reuse }) {
    for await (const batch of batches) yield reuse ? { ...batch, clean: { ...batch.clean, data: batch.clean.data.fill(0) } } : batch;
  })],
  ['iterations that share their place', independent, exhausted],
  ['an epoch that cannot begin again', restarted, exhausted],
  ['one buffer for all batches', lasting, reusedBuffer],
];

describe('testDataset', () => {
  it.each(faults)('finds %s', async (_, check, dataset) => {
    await expect(datasetChecks[check]!(dataset())).rejects.toThrow();
  });

  it('has at least one fault to find for each check', () => {
    expect(new Set(faults.map(([, check]) => check))).toEqual(new Set(Object.keys(datasetChecks)));
  });

  it('takes a dataset that does not know its size', async () => {
    const { size, ...info } = single(15).info;
    expect(size).toBe(15);
    for (const check of Object.values(datasetChecks)) await check({ ...single(15), info });
  });
});
