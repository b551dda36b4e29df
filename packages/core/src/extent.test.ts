import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allFinite, extent, extentKernel, plainExtent } from './extent.js';

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

it('extent is the least and the greatest, wherever they are and however many there are', () => {
  const lengths = fc.constantFrom(1, 15, 16, 17, 100, 16384, 16385, 40000);
  fc.assert(
    fc.property(lengths, fc.nat(), fc.nat(), (length, lowest, highest) => {
      const values = Float32Array.from({ length }, (_, i) => Math.sin(i));
      values[highest % length] = 7;
      values[lowest % length] = -9;
      const most = length === 1 || lowest % length === highest % length ? Math.max(...values) : 7;
      expect(extent(values)).toEqual([-9, most]);
      expect(plainExtent(values)).toEqual([-9, most]);
    }),
  );
});

it('extent is NaN where one value is, with WebAssembly and without', () => {
  for (const measure of [extentKernel()!, plainExtent])
    for (const place of [0, 5, 16384, 20000]) {
      const values = new Float32Array(20001).fill(-2);
      values[place] = NaN;
      expect(measure(values)).toEqual([NaN, NaN]);
    }
});

it('extent of whole numbers, and of none', () => {
  expect(extent(Int32Array.of(3, -8, 2))).toEqual([-8, 3]);
  expect(extent(new Float32Array())).toEqual([Infinity, -Infinity]);
});
