import { expect, it } from 'vitest';
import { reservoir } from './reservoir.js';
import { createSeed } from './seed.js';

const sampled = (size: number, count: number, seed: number): Float32Array => {
  const { add, values } = reservoir(size, createSeed(seed));
  for (let i = 0; i < count; i++) add(i);
  return values();
};

it('keeps all values while they fit', () => {
  expect(sampled(5, 0, 1)).toEqual(new Float32Array(0));
  expect(sampled(5, 3, 1)).toEqual(Float32Array.of(0, 1, 2));
  expect(sampled(3000, 3000, 1)).toEqual(Float32Array.from({ length: 3000 }, (_, i) => i));
});

it('keeps different values of a longer stream, the same for the same seed', () => {
  const found = sampled(50, 2000, 1);
  expect(new Set(found).size).toBe(50);
  expect(sampled(50, 2000, 1)).toEqual(found);
  expect(sampled(50, 2000, 2)).not.toEqual(found);
});

it('gives every value the same chance', () => {
  const counts = new Array<number>(40).fill(0);
  for (let seed = 0; seed < 4000; seed++) for (const value of sampled(10, 40, seed)) counts[value]!++;
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(4000 * 0.25 * 0.75)); // five standard deviations
});
