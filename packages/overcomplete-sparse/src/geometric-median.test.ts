import { expect, it } from 'vitest';
import { geometricMedian } from './geometric-median.js';

const medianOf = (points: number[][]) => [...geometricMedian({ data: Float32Array.from(points.flat()), shape: [points.length, points[0]!.length] })];

it('is the crossing of the diagonals of a quadrilateral', () => {
  const [x, y] = medianOf([[0, 0], [4, 0], [6, 6], [0, 2]]); // y = x and y = 2 − x/2
  expect(x).toBeCloseTo(4 / 3, 4);
  expect(y).toBeCloseTo(4 / 3, 4);
});

it('is the middle one of three points on a line, however far the last', () => {
  const [x] = medianOf([[0], [1], [1e6]]);
  expect(x).toBeCloseTo(1, 3);
});

it('is the sample itself where all are the same', () => {
  expect(medianOf([[2, -3], [2, -3]])).toEqual([2, -3]);
});
