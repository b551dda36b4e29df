import { expect, it } from 'vitest';
import { allFinite } from './all-finite.js';

it.each<[number[], boolean]>([
  [[], true],
  [[0, -1, 3.4e38, 1e-45], true],
  [[1, NaN], false],
  [[Infinity, 1], false],
  [[-Infinity, Infinity], false],
  [[1, 2, 3, 4, 5, 6, 7], true],
  ...Array.from({ length: 6 }, (_, place) => [Array.from({ length: 6 }, (__, i) => (i === place ? NaN : i)), false] as [number[], boolean]),
])('allFinite of %j is %s', (values, expected) => {
  expect(allFinite(Float32Array.from(values))).toBe(expected);
});
