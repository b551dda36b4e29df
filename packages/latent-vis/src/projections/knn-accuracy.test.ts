import { InvalidDataError, InvalidOptionError, type NdArray } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { knnAccuracy } from './knn-accuracy.js';

const column = (...values: number[]): NdArray => ({ data: Float32Array.from(values), shape: [values.length, 1] });

describe('knnAccuracy(codes, labels)', () => {
  it('is 1 where classes stand apart, and 0 where all neighbours are of the other', async () => {
    const apart = column(0, 1, 2, 3, 10, 11, 12, 13);
    expect(await knnAccuracy(apart, [0, 0, 0, 0, 4, 4, 4, 4], { neighbours: 3 })).toBe(1);
    expect(await knnAccuracy(column(0, 1, 10, 11), [0, 1, 0, 1], { neighbours: 1 })).toBe(0);
  });

  it('leaves each out of its own vote', async () => {
    expect(await knnAccuracy(column(0, 5, 11), [0, 1, 2], { neighbours: 1 })).toBe(0);
  });

  it('decides a tie by the nearest', async () => {
    // 0 sees 1 (its class) and −2; 1 sees 0 and −2; −2 sees 0 and 1, of the other class
    expect(await knnAccuracy(column(0, 1, -2), [7, 7, 9], { neighbours: 2 })).toBeCloseTo(2 / 3, 12);
  });

  it('leaves samples without a class out', async () => {
    expect(await knnAccuracy(column(0, 0.1, 1, 9, 10), [0, -1, 0, 1, 1], { neighbours: 1 })).toBe(1);
  });

  it.each([
    ['as many neighbours as samples', [0, 1, 0], InvalidOptionError, 'here at most 2, received 3'],
    ['as many as those with a class', [0, 1, -1], InvalidOptionError, 'here at most 1, received 3'],
    ['no labels', undefined, InvalidDataError, 'received no labels'],
    ['other labels than codes', [0, 1], InvalidDataError, 'each of 3 codes, received 2'],
    ['no classes', [-1, -1, -1], InvalidDataError, 'received labels below 0 only'],
  ])('refuses %s', async (_, labels, type, message) => {
    const measured = knnAccuracy(column(0, 1, 2), labels, { neighbours: 3 });
    await expect(measured).rejects.toThrow(type);
    await expect(measured).rejects.toThrow(message);
  });
});
