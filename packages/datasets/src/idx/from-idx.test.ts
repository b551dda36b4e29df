import { InvalidDataError, InvalidOptionError, type Batch, type Dataset } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import { describe, expect, it } from 'vitest';
import { fromIdx } from './from-idx.js';
import type { IdxArray } from './idx-array.js';

const pixels: IdxArray = { data: Uint8Array.from({ length: 13 * 6 }, (_, i) => (i * 37) % 256), shape: [13, 2, 3] };
const thirteen: IdxArray = { data: Uint8Array.from({ length: 13 }, (_, i) => i % 3), shape: [13] };

testDataset({
  name: 'fromIdx, labelled bytes',
  create: () => fromIdx(pixels, { labels: thirteen, labelNames: ['a', 'b', 'c'] }),
});
testDataset({ name: 'fromIdx, bytes in [-1, 1]', create: () => fromIdx(pixels, { range: [-1, 1] }) });
testDataset({
  name: 'fromIdx, float64 vectors',
  create: () => fromIdx({ data: Float64Array.from({ length: 26 }, (_, i) => (i - 9) * 0.1), shape: [13, 2] }),
});

async function firstBatch(dataset: Dataset): Promise<Batch> {
  for await (const batch of dataset.batches({ batchSize: 100 })) return batch;
  throw new Error('The dataset is empty.');
}

describe('fromIdx(samples, options)', () => {
  it('scales bytes to [0, 1], or to the range given, its ends exactly', async () => {
    const ends: IdxArray = { data: Uint8Array.of(0, 51, 255), shape: [3, 1] };
    expect([...(await firstBatch(fromIdx(ends))).clean.data]).toEqual([0, Math.fround(0.2), 1]);
    expect([...(await firstBatch(fromIdx(ends, { range: [-1, 1] }))).clean.data]).toEqual([-1, Math.fround(-0.6), 1]);
  });

  it.each([
    ['images', [4, 2, 3], [2, 3, 1]],
    ['images with channels', [2, 2, 2, 3], [2, 2, 3]],
    ['vectors', [8, 3], [3]],
  ])('gives %s [%s] the shape [%s]', (_, shape, inputShape) => {
    expect(fromIdx({ data: new Uint8Array(24), shape }).info).toMatchObject({ inputShape, targetShape: inputShape });
  });

  it('takes values of other types as they are and says their range as float32', async () => {
    const dataset = fromIdx({ data: Float64Array.of(0.1, -3, 0.7, 0.2), shape: [2, 2] });
    expect(dataset.info.range).toEqual([-3, Math.fround(0.7)]);
    expect([...(await firstBatch(dataset)).clean.data]).toEqual([0.1, -3, 0.7, 0.2].map(Math.fround));
    expect(fromIdx({ data: Int16Array.of(-5, 900), shape: [2, 1] }).info.range).toEqual([-5, 900]);
  });

  it('takes a wider range than that of the values', () => {
    expect(fromIdx({ data: Float32Array.of(0.25, 0.5), shape: [2, 1] }, { range: [0, 1] }).info.range).toEqual([0, 1]);
  });

  it.each([NaN, Infinity, 1e300])('refuses %s among the values and says where', (value) => {
    const samples: IdxArray = { data: Float64Array.of(0, 1, value), shape: [3, 1] };
    expect(() => fromIdx(samples)).toThrow(InvalidDataError);
    expect(() => fromIdx(samples)).toThrow(`received ${value} at place 2`);
  });

  it('refuses values outside the range given and says the range found', () => {
    const samples: IdxArray = { data: Float32Array.of(-2, 0.5), shape: [2, 1] };
    expect(() => fromIdx(samples, { range: [0, 1] })).toThrow('from 0 to 1, found -2 to 0.5');
  });

  it.each([
    ['labels in the place of samples', thirteen],
    ['no samples', { data: new Uint8Array(0), shape: [0, 28, 28] }],
    ['a single value', { data: new Uint8Array(1), shape: [] }],
  ])('refuses %s', (_, samples) => {
    expect(() => fromIdx(samples)).toThrow(InvalidDataError);
  });

  it.each([
    ['too few labels', { data: new Uint8Array(12), shape: [12] }, 'Expected labels [13]'],
    ['images in the place of labels', pixels, 'received shape [13, 2, 3]'],
    ['labels that are not whole', { data: new Float32Array(13).fill(0.5, 4, 5), shape: [13] }, 'received 0.5 at place 4'],
  ])('refuses %s', (_, labels, message) => {
    expect(() => fromIdx(pixels, { labels })).toThrow(InvalidDataError);
    expect(() => fromIdx(pixels, { labels })).toThrow(message);
  });

  it.each<[option: string, options: object]>([
    ['range', { range: [1, 0] }],
    ['range', { range: [0, Infinity] }],
    ['scale', { scale: 255 }],
  ])('refuses a bad %s', (option, options) => {
    expect(() => fromIdx(pixels, options)).toThrow(InvalidOptionError);
    expect(() => fromIdx(pixels, options)).toThrow(option);
  });
});
