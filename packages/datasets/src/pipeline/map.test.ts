import { InvalidDataError } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import { expect, it } from 'vitest';
import { counting, epochOf } from './counting.fixture.js';
import { map } from './map.js';

testDataset({ name: 'map', create: () => map(counting(23), ({ clean, index }) => ({ clean: clean.map((value) => value / 2), label: index % 2 })) });
testDataset({
  name: 'map to another shape, in pairs',
  create: () => map(counting(23), ({ clean }) => ({ corrupted: clean.subarray(0, 1) }), { inputShape: [1], targetShape: [2], isPaired: true }),
});

it('changes the fields that the function gives, and leaves the others', async () => {
  const data = map(counting(9), ({ clean, label }) => ({ clean: Float32Array.of(clean[0]! + clean[1]! + 100 * label!) }), { inputShape: [1], range: [0, 300] });
  expect(data.info).toMatchObject({ inputShape: [1], targetShape: [1], range: [0, 300], size: 9, labelNames: ['a', 'b', 'c'] });
  const [batch] = await epochOf(data, { batchSize: 4 });
  expect(batch!.clean).toEqual({ data: Float32Array.of(0.5, 102.5, 204.5, 6.5), shape: [4, 1] });
  expect(batch!.label!.data).toEqual(Int32Array.of(0, 1, 2, 0));
  expect(batch!.condition!.data).toEqual(Float32Array.of(-0, -1, -2, -3));
});

it('calls the function for the samples of the batches that are asked for, and for no others', async () => {
  const seen: number[] = [];
  const data = map(counting(100), ({ index }) => (seen.push(index), {}));
  expect(seen).toEqual([]);
  for await (const { index } of data.batches({ batchSize: 5 })) if (index[0] === 5) break;
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

it('refuses a field of another length than its shape', async () => {
  const data = map(counting(9), ({ clean }) => ({ clean: clean.subarray(0, 1) }));
  await expect(epochOf(data)).rejects.toThrow(InvalidDataError);
  await expect(epochOf(data)).rejects.toThrow('expected 2 values, of shape [2], received 1');
});
