import { describe, expect, it } from 'vitest';
import { formatTick, formatValue } from './format.js';

describe('formatTick', () => {
  it.each([
    [0, -2, '0'],
    [0.05, -2, '0.05'],
    [0.1, -2, '0.10'],
    [1200, 2, '1200'],
    [0.000002, -6, '2×10⁻⁶'],
    [0.000001, -6, '10⁻⁶'],
    [-0.000001, -6, '-10⁻⁶'],
    [0.0000125, -7, '1.25×10⁻⁵'],
    [12_000_000, 6, '1.2×10⁷'],
  ])('(%d, %d) is %s', (value, exponent, label) => {
    expect(formatTick(value, exponent)).toBe(label);
  });
});

describe('formatValue', () => {
  it.each([
    [0, '0'],
    [0.091749, '0.0917'],
    [1.5, '1.5'],
    [123.456, '123'],
    [12345.6, '12346'],
    [0.00000254, '2.54×10⁻⁶'],
    [-2.5e9, '-2.5×10⁹'],
  ])('(%d) is %s', (value, text) => {
    expect(formatValue(value)).toBe(text);
  });
});
