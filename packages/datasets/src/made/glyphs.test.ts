import { createSeed, InvalidOptionError, type Batch, type Dataset } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import { describe, expect, it } from 'vitest';
import { glyphs } from './glyphs.js';

testDataset({ name: 'glyphs', create: () => glyphs({ count: 33 }) });
testDataset({ name: 'glyphs to test on, of another size', create: () => glyphs({ split: 'test', count: 24, size: 12 }) });

async function whole(dataset: Dataset): Promise<Batch> {
  for await (const batch of dataset.batches({ batchSize: dataset.info.size! })) return batch;
  throw new Error('The dataset is empty.');
}

async function images(dataset: Dataset): Promise<Float32Array[]> {
  const { clean } = await whole(dataset);
  const width = clean.data.length / dataset.info.size!;
  return Array.from({ length: dataset.info.size! }, (_, i) =>
    Float32Array.from(clean.data.subarray(i * width, (i + 1) * width)),
  );
}

function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}

describe('glyphs(options)', () => {
  it('draws 6,000 digits to train on and 1,000 to test on, 28 × 28', () => {
    expect(glyphs().info).toMatchObject({ size: 6000, inputShape: [28, 28, 1], range: [0, 1], dtype: 'float32' });
    expect(glyphs({ split: 'test' }).info.size).toBe(1000);
  });

  it('draws as many of each digit', async () => {
    const { label } = await whole(glyphs({ count: 50 }));
    for (let digit = 0; digit < 10; digit++) expect([...label!.data].filter((found) => found === digit)).toHaveLength(5);
  });

  it('draws sample i alike whatever the count and the order', async () => {
    const few = await images(glyphs({ count: 12 }));
    const dataset = glyphs({ count: 40 });
    for await (const { clean, index } of dataset.batches({ batchSize: 40, shuffle: createSeed(5) }))
      few.forEach((image, sample) => {
        const place = index.indexOf(sample);
        expect(clean.data.subarray(place * 784, (place + 1) * 784)).toEqual(image);
      });
  });

  it('draws other digits from another seed and for the other split', async () => {
    const first = await images(glyphs({ count: 20 }));
    for (const other of [glyphs({ count: 20, seed: 2 }), glyphs({ count: 20, split: 'test' })])
      (await images(other)).forEach((image, i) => expect(image).not.toEqual(first[i]));
  });

  it('draws no digit twice', async () => {
    const drawn = await images(glyphs({ count: 500 }));
    expect(new Set(drawn.map((image) => image.join())).size).toBe(500);
  });

  it('draws digits that can be told apart: their nearest neighbours in the training set are of their kind', async () => {
    const known = await images(glyphs({ count: 2000 }));
    const asked = await images(glyphs({ split: 'test', count: 300 }));
    const right = asked.filter((image, i) => {
      const distances = known.map((other) => distance(image, other));
      return distances.indexOf(Math.min(...distances)) % 10 === i % 10;
    });
    expect(right.length / asked.length).toBeGreaterThan(0.9);
  });

  it('keeps its ink off the border and uses the whole scale from paper to ink', async () => {
    for (const image of await images(glyphs({ count: 300 }))) {
      const corners = [image[0]!, image[27]!, image[27 * 28]!, image[783]!];
      expect(Math.max(...corners)).toBe(0);
      expect(Math.max(...image)).toBeGreaterThan(0.7);
      expect(image.filter((value) => value === 0).length).toBeGreaterThan(784 / 2);
    }
  });

  it('draws the same digit larger on a larger sheet', async () => {
    const share = (image: Float32Array): number => image.reduce((sum, value) => sum + value, 0) / image.length;
    const [small, large] = [await images(glyphs({ count: 10 })), await images(glyphs({ count: 10, size: 56 }))];
    small.forEach((image, i) => expect(share(large[i]!) / share(image)).toBeCloseTo(1, 1));
  });

  it.each<[option: string, options: object]>([
    ['count', { count: 0 }],
    ['count', { count: 1.5 }],
    ['size', { size: 7 }],
    ['seed', { seed: 0.5 }],
    ['split', { split: 'validation' }],
    ['digits', { digits: 3 }],
  ])('refuses a bad %s', (option, options) => {
    expect(() => glyphs(options)).toThrow(InvalidOptionError);
    expect(() => glyphs(options)).toThrow(option);
  });
});
