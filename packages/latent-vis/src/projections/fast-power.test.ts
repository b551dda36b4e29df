import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fastPower } from './fast-power.js';

it('is near the power for every number in single precision', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.3, max: 2, noNaN: true }), fc.double({ min: 1e-30, max: 1e15, noNaN: true }), (exponent, x) => {
      expect(fastPower(exponent)(x) / x ** exponent).toBeGreaterThan(1 - 3e-4);
      expect(fastPower(exponent)(x) / x ** exponent).toBeLessThan(1 + 3e-4);
    }),
  );
  expect(fastPower(0.9)(0)).toBeLessThan(1e-30);
});
