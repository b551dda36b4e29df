import { expect, it } from 'vitest';
import { allFinite } from './all-finite.js';

it.each([
  [[], true],
  [[0, -1, 3.4e38, 1e-45], true],
  [[1, NaN], false],
  [[Infinity, 1], false],
  [[-Infinity, Infinity], false],
])('allFinite of %j is %s', (values, expected) => {
  expect(allFinite(Float32Array.from(values))).toBe(expected);
});
