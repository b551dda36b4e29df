import { createSeed, fromSamples, InvalidDataError, type Dataset } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import { expect, it } from 'vitest';
import { counting, epochOf, stream } from './counting.fixture.js';
import { paired } from './paired.js';

const dirty = (size: number): Dataset =>
  fromSamples({ clean: { data: Float32Array.from({ length: 3 * size }, (_, i) => -Math.floor(i / 3)), shape: [size, 3] } }, { range: [-size, 0] });

testDataset({ name: 'paired', create: () => paired(dirty(23), counting(23)) });

it('gives what the encoder sees beside what is to be rebuilt, in any order', async () => {
  const data = paired(dirty(40), stream(40).data);
  expect(data.info).toMatchObject({ inputShape: [3], targetShape: [2], range: [-40, 40], size: 40, isPaired: true, labelNames: ['a', 'b', 'c'] });
  for (const shuffle of [undefined, createSeed(1)])
    for (const { clean, corrupted, label, index } of await epochOf(data, { shuffle })) {
      expect([...clean.data]).toEqual([...index].flatMap((i) => [i, i + 0.5]));
      expect([...corrupted!.data]).toEqual([...index].flatMap((i) => [-i, -i, -i]));
      expect([...label!.data]).toEqual([...index].map((i) => i % 3));
    }
});

it('refuses unlike numbers of samples: at once, or at the end of a stream', async () => {
  expect(() => paired(dirty(9), counting(10))).toThrow('received 9 and 10');
  for (const [one, other] of [[9, 10], [10, 9], [14, 7], [7, 14]] as const)
    await expect(epochOf(paired(dirty(one), stream(other).data))).rejects.toThrow(InvalidDataError);
});
