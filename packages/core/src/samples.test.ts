import { describe, expect, it } from 'vitest';
import { InvalidDataError } from './errors.js';
import { fromSamples } from './samples.js';
import { createSeed } from './seed.js';

const clean = { data: Float32Array.from({ length: 10 }, (_, i) => i / 10), shape: [5, 2] };
const label = { data: Int32Array.of(0, 1, 2, 3, 4), shape: [5] };

describe('fromSamples(samples, info)', () => {
  it('knows whether it holds pairs', () => {
    const clean = { data: Float32Array.of(0, 1), shape: [2, 1] };
    expect(fromSamples({ clean }).info.isPaired).toBeUndefined();
    expect(fromSamples({ clean, corrupted: clean }).info.isPaired).toBe(true);
  });

  it('keeps the remainder, and what belongs together', async () => {
    const batches = [];
    for await (const batch of fromSamples({ clean, label }).batches({ batchSize: 2, shuffle: createSeed(3) })) batches.push(batch);
    expect(batches.map(({ index }) => index.length)).toEqual([2, 2, 1]);
    for (const batch of batches) {
      expect([...batch.label!.data]).toEqual([...batch.index]);
      expect([...batch.clean.data]).toEqual([...batch.index].flatMap((i) => [...clean.data.slice(2 * i, 2 * i + 2)]));
    }
  });

  it('says what it holds', () => {
    const { info } = fromSamples({ clean, label }, { range: [0, 2], labelNames: ['a', 'b', 'c', 'd', 'e'] });
    expect(info).toEqual({
      inputShape: [2],
      targetShape: [2],
      dtype: 'float32',
      range: [0, 2],
      size: 5,
      labelNames: ['a', 'b', 'c', 'd', 'e'],
    });
  });

  it.each([
    ['values that do not fit the shape', { clean: { data: clean.data, shape: [5, 3] } }],
    ['another number of labels', { clean, label: { data: Int32Array.of(1), shape: [1] } }],
    ['no sample', { clean: { data: new Float32Array(0), shape: [0, 2] } }],
  ])('refuses %s', (_, samples) => {
    expect(() => fromSamples(samples)).toThrow(InvalidDataError);
  });
});
