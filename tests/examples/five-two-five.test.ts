import { describe, expect, it, vi } from 'vitest';
import { fiveTwoFive } from '../../apps/examples/src/undercomplete/five-two-five.js';

describe.each([1, 2, 3])('five-two-five with seed %i', (seed) => {
  it('reproduces each of the five inputs from a code of two', async () => {
    vi.spyOn(console, 'log').mockReturnValue();
    const { codes, probabilities, weights } = await fiveTwoFive({ seed });
    probabilities.forEach((row, i) => {
      expect(row[i]).toBeGreaterThan(0.99);
      expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    });
    expect(codes.map((code) => code.length)).toEqual([2, 2, 2, 2, 2]);
    expect(codes.flat().every((value) => Math.abs(value) <= 1)).toBe(true);
    expect([weights.encoder.length, weights.decoder.length]).toEqual([5, 2]);
  });
});
