import { createSeed, InvalidOptionError, type Dataset } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import { describe, expect, it } from 'vitest';
import { blobs } from './blobs.js';
import { dictionary } from './dictionary.js';
import { fonts } from './fonts.js';
import type { MadeOptions } from './made-options.js';
import { ring } from './ring.js';
import { sines } from './sines.js';
import { swissRoll } from './swiss-roll.js';
import { tones } from './tones.js';
import { rowsOf, whole } from './whole.fixture.js';

type Make = (options?: MadeOptions) => Dataset;
const noisy = { noise: 0.1 };
const sets: readonly (readonly [string, Make])[] = [
  ['dictionary', dictionary],
  ['dictionary with noise', (options) => dictionary({ ...options, ...noisy })],
  ['blobs', blobs],
  ['swissRoll', swissRoll],
  ['swissRoll with noise', (options) => swissRoll({ ...options, ...noisy })],
  ['ring', ring],
  ['ring with noise', (options) => ring({ ...options, ...noisy })],
  ['sines', sines],
  ['tones', (options) => tones({ ...options, length: 64 })],
  ['fonts', fonts],
];

for (const [name, make] of sets) testDataset({ name, create: () => make({ count: 33 }) });

const samplesOf = async (dataset: Dataset): Promise<number[][]> => rowsOf((await whole(dataset)).clean);

describe.each(sets)('%s', (_, make) => {
  it('has 6,000 samples to train on and 1,000 to test on', () => {
    expect(make().info.size).toBe(6000);
    expect(make({ split: 'test' }).info.size).toBe(1000);
  });

  it('makes sample i alike whatever the count and the order', async () => {
    const few = await samplesOf(make({ count: 12 }));
    for await (const { clean, index } of make({ count: 40 }).batches({ batchSize: 40, shuffle: createSeed(5) })) {
      const rows = rowsOf(clean);
      few.forEach((row, sample) => { expect(rows[index.indexOf(sample)]).toEqual(row); });
    }
  });

  it('makes other samples from another seed and for the other split, and none twice', async () => {
    const first = (await samplesOf(make({ count: 40 }))).map(String);
    expect(new Set(first).size).toBe(40);
    for (const other of [make({ count: 40, seed: 2 }), make({ count: 40, split: 'test' })])
      expect((await samplesOf(other)).filter((row) => first.includes(String(row)))).toEqual([]);
  });

  it.each<[option: string, options: object]>([
    ['count', { count: 0 }],
    ['seed', { seed: 0.5 }],
    ['split', { split: 'validation' }],
    ['colour', { colour: 3 }],
  ])('refuses a bad %s', (option, options) => {
    expect(() => make(options)).toThrow(InvalidOptionError);
    expect(() => make(options)).toThrow(option);
  });
});
