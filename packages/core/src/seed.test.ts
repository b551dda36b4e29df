import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeed, permutation } from './seed.js';

describe('createSeed(number)', () => {
  it('gives the same stream for the same number and names, whatever else was drawn', () => {
    const seed = createSeed(1);
    const { next } = seed.fork('other').stream();
    next(10);
    expect(seed.fork('shuffle').fork(3).value).toBe(createSeed(1).fork('shuffle').fork(3).value);
  });

  it('gives other streams for other numbers, names and places', () => {
    const names = ['shuffle', 'step', 'encoder', '1', 1, 2, 'a', 'b', 'ab', 'ba', ''];
    const values = [1, 2, -1, 2 ** 31].flatMap((seed) =>
      names.flatMap((name) => [createSeed(seed).fork(name).value, createSeed(seed).fork(name).fork('a').value]),
    );
    expect(new Set(values).size).toBe(values.length);
  });

  it('draws whole numbers evenly from 0 to below', () => {
    const { next } = createSeed(7).stream();
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) counts[next(6)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400); // 4.4 standard deviations
  });
});

describe('permutation(size, seed)', () => {
  it('holds every number below size once', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer(), (size, seed) => {
        const order = permutation(size, createSeed(seed));
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
      }),
    );
  });
});
