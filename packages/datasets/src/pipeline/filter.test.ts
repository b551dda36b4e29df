import { createSeed, InvalidDataError } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import { expect, it } from 'vitest';
import { counting, epochOf, stream, valuesOf } from './counting.fixture.js';
import { filter } from './filter.js';

testDataset({ name: 'filter', create: () => filter(counting(60), ({ label }) => label !== 1) });

it('keeps the samples that the predicate holds for, numbered anew, with all that stands beside them', async () => {
  for (const data of [counting(50), stream(50).data]) {
    const ones = await filter(data, ({ label }) => label === 1);
    expect(ones.info.size).toBe(17);
    expect(await valuesOf(ones)).toEqual(Array.from({ length: 17 }, (_, i) => 3 * i + 1));
    for (const { label, condition, index } of await epochOf(ones, { shuffle: createSeed(1) })) {
      expect(new Set(label!.data)).toEqual(new Set([1]));
      expect([...condition!.data]).toEqual([...index].map((i) => -(3 * i + 1)));
    }
  }
});

it('reads no further than its last sample', async () => {
  const { data, read } = stream(1000);
  const few = await filter(data, ({ index }) => index < 10);
  const before = read();
  await epochOf(few);
  expect(read() - before).toBeLessThan(20);
});

it('refuses a predicate that holds for no sample', async () => {
  await expect(filter(counting(5), () => false)).rejects.toThrow(InvalidDataError);
});
