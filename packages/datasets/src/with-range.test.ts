import { fromSamples, type Dataset } from '@hourglass/core';
import { expect, it } from 'vitest';
import { withFoundRange } from './with-range.js';

/** Samples of so many values, and how many of them were asked for at once. */
function watched(width: number): { data: Dataset; asked: number[] } {
  const { info, batches } = fromSamples({ clean: { data: new Float32Array(2 * width).fill(0.5), shape: [2, width] } });
  const asked: number[] = [];
  return { data: { info, batches: (options) => (asked.push(options.batchSize), batches(options)) }, asked };
}

it.each([
  ['small samples by the thousand', 3, 1024],
  ['samples of 1 MiB sixteen at once', 2 ** 18, 16],
  ['samples of more than 16 MiB one by one', 2 ** 22 + 1, 1],
])('withFoundRange reads %s', async (_, width, batchSize) => {
  const { data, asked } = watched(width);
  expect((await withFoundRange(data)).info.range).toEqual([0, 1]);
  expect(asked).toEqual([batchSize]);
});
