import { createSeed, InvalidOptionError } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import { expect, it } from 'vitest';
import { counting, epochOf, stream, valuesOf } from './counting.fixture.js';
import { take } from './take.js';

testDataset({ name: 'take', create: () => take(counting(100), 23) });
testDataset({ name: 'take of a stream', create: () => take(stream(100).data, 23) });

it('gives the first samples, and all of a dataset that has fewer', async () => {
  expect(await valuesOf(take(counting(30), 9))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(take(counting(30), 9).info.size).toBe(9);
  expect(await valuesOf(take(counting(3), 9))).toEqual([0, 1, 2]);
  expect(take(counting(3), 9).info.size).toBe(3);
  expect(take(stream(30).data, 9).info.size).toBeUndefined();
});

it('reads no more than a batch beyond them, shuffled or not', async () => {
  for (const shuffle of [undefined, createSeed(1)]) {
    const { data, read } = stream(1000);
    await epochOf(take(data, 20), { shuffle });
    expect(read()).toBeLessThan(27);
  }
});

it.each([0, 1.5, NaN])('refuses a count of %s', (count) => {
  expect(() => take(counting(9), count)).toThrow(InvalidOptionError);
});
