import { createSeed, fromSamples } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import { expect, it } from 'vitest';
import { glyphs } from '../made/glyphs.js';
import { cache } from './cache.js';
import { counting, epochOf, stream } from './counting.fixture.js';

testDataset({ name: 'cache', create: () => cache(stream(60).data) });

it('gives what its source gives, bit for bit, bytes and others', async () => {
  const bytes = fromSamples({ clean: { data: Float32Array.from({ length: 1024 }, (_, i) => -1 + ((i % 256) * 2) / 255), shape: [512, 2] } }, { range: [-1, 1] });
  const mixed = fromSamples({ clean: { data: Float32Array.from({ length: 1800 }, (_, i) => (i < 900 ? (i % 256) / 255 : i / 1801)), shape: [600, 3] } });
  for (const data of [counting(600), bytes, mixed, glyphs({ count: 300 })]) {
    const kept = await cache(data);
    expect(await epochOf(kept, { batchSize: 100 })).toEqual(await epochOf(data, { batchSize: 100 }));
    const shuffle = createSeed(3);
    expect(await epochOf(kept, { shuffle })).toEqual(await epochOf(data, { shuffle }));
  }
});

it('reads its source once, and then knows its size', async () => {
  const { data, read } = stream(600);
  const kept = await cache(data);
  expect(kept.info.size).toBe(600);
  await epochOf(kept);
  await epochOf(kept, { shuffle: createSeed(1) });
  expect(read()).toBe(600);
});
