import { createSeed, fillNormal, InvalidDataError, InvalidOptionError, type NdArray } from '@hourglass/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { continuity, trustworthiness } from './trustworthiness.js';

function normal(name: string, ...shape: [number, number]): NdArray<Float32Array> {
  const data = new Float32Array(shape[0] * shape[1]);
  fillNormal(createSeed(1).fork(name).value, data);
  return { data, shape };
}

const column = (...values: number[]): NdArray => ({ data: Float32Array.from(values), shape: [values.length, 1] });

describe('trustworthiness(codes, points) and continuity(codes, points)', () => {
  it('are 1 for a projection that changes no order of distances, with ties as well', async () => {
    const anyCodes = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 8, maxLength: 40 }).map((values) => ({
      data: Float32Array.from(values.slice(0, 2 * Math.floor(values.length / 2))),
      shape: [Math.floor(values.length / 2), 2],
    }));
    await fc.assert(
      fc.asyncProperty(anyCodes, async (codes) => {
        const points = { data: codes.data.map((value) => 8 * value), shape: codes.shape };
        expect(await trustworthiness(codes, points, { neighbours: 1 })).toBe(1);
        expect(await continuity(codes, points, { neighbours: 1 })).toBe(1);
      }),
    );
  });

  it('count by how many ranks a false neighbour is one', async () => {
    // The nearest point to the first is that of the farthest code, of rank 3, and the other way round; to the second, one of rank 2
    const [codes, points] = [column(0, 1, 3, 7), column(0, 5, 6.5, 0.5)];
    const norm = 2 / (4 * 1 * (8 - 3 - 1));
    expect(await trustworthiness(codes, points, { neighbours: 1 })).toBeCloseTo(1 - norm * (2 + 1 + 0 + 2), 12);
    expect(await continuity(codes, points, { neighbours: 1 })).toBeCloseTo(await trustworthiness(points, codes, { neighbours: 1 }), 12);
  });

  it('are about a half for a projection at random', async () => {
    const [codes, points] = [normal('codes', 600, 5), normal('points', 600, 2)]; // the mean rank is known to about 1 in 100
    expect(Math.abs((await trustworthiness(codes, points)) - 0.5)).toBeLessThan(0.05);
    expect(Math.abs((await continuity(codes, points)) - 0.5)).toBeLessThan(0.05);
  });

  it('tell false neighbours from torn ones', async () => {
    const flat = normal('flat', 300, 2);
    const stacked = { data: flat.data.map((value, i) => (i % 2 === 0 ? value : 0)), shape: flat.shape }; // one axis is lost
    expect(await continuity(flat, stacked)).toBeGreaterThan((await trustworthiness(flat, stacked)) + 0.1);
  });

  it('take codes of one number and of a thousand, which are all equal', async () => {
    const equal = { data: new Float32Array(12_000).fill(3), shape: [12, 1000] };
    expect(await trustworthiness(equal, column(...Array.from({ length: 12 }, (_, i) => i)))).toBe(1);
  });

  it.each([
    ['as many neighbours as half the samples', normal('a', 10, 3), normal('b', 10, 2), InvalidOptionError, 'here at most 4, received 5'],
    ['a single sample', normal('a', 1, 3), normal('b', 1, 2), InvalidOptionError, 'here at most 0, received 5'],
    ['points of other samples', normal('a', 20, 3), normal('b', 19, 2), InvalidDataError, 'expected a point for each code'],
    ['NaN', normal('a', 20, 3), column(NaN, ...Array<number>(19).fill(0)), InvalidDataError, 'received NaN for unit 0 of sample 0'],
  ])('refuse %s', async (_, codes, points, type, message) => {
    for (const measure of [trustworthiness, continuity]) {
      await expect(measure(codes, points)).rejects.toThrow(type);
      await expect(measure(codes, points)).rejects.toThrow(message);
    }
  });

  it.each([0, 1.5, NaN])('refuse %d neighbours', async (neighbours) => {
    await expect(trustworthiness(normal('a', 20, 3), normal('b', 20, 2), { neighbours })).rejects.toThrow(InvalidOptionError);
  });

  it('let timers through', async () => {
    let passed = false;
    setTimeout(() => (passed = true), 0);
    await trustworthiness(normal('codes', 1500, 40), normal('points', 1500, 2)); // takes longer than what is done at a time
    expect(passed).toBe(true);
  });
});
