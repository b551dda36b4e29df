import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainScaleRows, scaleKernel } from './scale-rows.js';

it('scales with the same bits in WebAssembly and without, rows of any width and number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: 40000 }), fc.integer(), (width, length, shift) => {
      const wave = (count: number, step: number): Float32Array => Float32Array.from({ length: count }, (_, i) => 100 * Math.sin(step * (i + shift)));
      const [centre, spread] = [wave(width, 0.3), wave(width, 0.7).map((value) => Math.abs(value) + 1e-3)];
      const values = wave(Math.ceil(length / width) * width, 1.1);
      const [expected, found] = [new Float32Array(values.length), new Float32Array(values.length)];
      plainScaleRows(centre, spread)(values, expected);
      scaleKernel(centre, spread)!(values, found);
      expect(found.findIndex((value, i) => value !== expected[i])).toBe(-1);
    }),
    { numRuns: 25 },
  );
});

it('leaves rows that no page holds to the other', () => {
  expect(scaleKernel(new Float32Array(16384), new Float32Array(16384))).toBeDefined();
  expect(scaleKernel(new Float32Array(16385), new Float32Array(16385))).toBeUndefined();
});
