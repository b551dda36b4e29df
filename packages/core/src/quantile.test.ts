import { describe, expect, it } from 'vitest';
import { quantile } from './index.js';

describe('quantile(sorted, share)', () => {
  it('is that of NumPy', () => {
    const sorted = Float32Array.from([-3, 0, 1, 10]);
    expect([0, 0.1, 0.25, 0.5, 0.9, 1].map((share) => Number(quantile(sorted, share).toFixed(6)))).toEqual([-3, -2.1, -0.75, 0.5, 7.3, 10]);
  });

  it('is the value of one, and 0 of none', () => {
    expect([quantile(Float32Array.of(7), 0.3), quantile(new Float32Array(), 0.3)]).toEqual([7, 0]);
  });
});
