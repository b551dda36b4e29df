import { InvalidOptionError } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { dictionary } from './dictionary.js';
import { deviation, mean, rowsOf, whole } from './whole.fixture.js';

describe('dictionary(options)', () => {
  it('has 256 unit directions in 64 dimensions, the same in both splits and for every count, others for another seed', () => {
    const { directions } = dictionary();
    expect(directions.shape).toEqual([256, 64]);
    for (const direction of rowsOf(directions)) expect(Math.hypot(...direction)).toBeCloseTo(1, 6);
    expect(dictionary({ split: 'test', count: 3 }).directions).toEqual(directions);
    expect(dictionary({ seed: 2 }).directions).not.toEqual(directions);
  });

  it('turns its directions every way: the dot products of different ones have mean 0 and stddev 1/√64', () => {
    const rows = rowsOf(dictionary().directions);
    const products = rows.slice(1).map((row, i) => row.reduce((sum, value, axis) => sum + value * rows[i]![axis]!, 0));
    expect(Math.abs(mean(products))).toBeLessThan(4 / 8 / Math.sqrt(255));
    expect(Math.abs(deviation(products) - 1 / 8)).toBeLessThan(0.025);
  });

  it('makes each sample of 8 directions, each times a number from 0 to 1', async () => {
    const data = dictionary({ count: 200 });
    const { clean, index } = await whole(data);
    const truth = rowsOf(data.coefficients(index));
    const directions = rowsOf(data.directions);
    rowsOf(clean).forEach((sample, i) => {
      const active = truth[i]!.flatMap((coefficient, direction) => (coefficient === 0 ? [] : [{ coefficient, direction }]));
      expect(active).toHaveLength(8);
      for (const { coefficient } of active) expect(coefficient).toSatisfy((value) => Number(value) > 0 && Number(value) <= 1);
      sample.forEach((value, axis) => {
        expect(value).toBeCloseTo(active.reduce((sum, { coefficient, direction }) => sum + coefficient * directions[direction]![axis]!, 0), 5);
      });
    });
  });

  it('uses every direction as often, and every coefficient', () => {
    const size = 4000; // so a direction is active in 125 samples on average, with a stddev of 11
    const { data } = dictionary({ count: size }).coefficients(Array.from({ length: size }, (_, i) => i));
    const counts = new Array<number>(256).fill(0);
    data.forEach((value, i) => { counts[i % 256]! += Number(value > 0); });
    for (const count of counts) expect(Math.abs(count - 125)).toBeLessThan(5 * 11);
    const values = [...data].filter((value) => value > 0);
    expect(Math.abs(mean(values) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / values.length));
    expect(Math.abs(deviation(values) - Math.sqrt(1 / 12))).toBeLessThan(0.005);
  });

  it('gives the coefficients of the samples that are asked for, in their order', () => {
    const data = dictionary({ count: 10, directions: 16, active: 2 });
    const [all, some] = [rowsOf(data.coefficients(Array.from({ length: 10 }, (_, i) => i))), rowsOf(data.coefficients([7, 2]))];
    expect(some).toEqual([all[7], all[2]]);
  });

  it('adds noise of the stddev given', async () => {
    const [plain, noisy] = await Promise.all([0, 0.3].map(async (noise) => (await whole(dictionary({ count: 300, noise }))).clean.data));
    const noise = [...noisy!].map((value, i) => value - plain![i]!);
    expect(Math.abs(mean(noise))).toBeLessThan((4 * 0.3) / Math.sqrt(noise.length));
    expect(Math.abs(deviation(noise) - 0.3)).toBeLessThan(0.01);
  });

  it.each<[option: string, options: object]>([
    ['active', { active: 9, directions: 8 }],
    ['active', { active: 0 }],
    ['directions', { directions: 1.5 }],
    ['dimensions', { dimensions: -1 }],
    ['noise', { noise: -1 }],
  ])('refuses a bad %s', (option, options) => {
    expect(() => dictionary(options)).toThrow(InvalidOptionError);
    expect(() => dictionary(options)).toThrow(option);
  });
});
