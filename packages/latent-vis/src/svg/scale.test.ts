import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearScale, logScale, needsLog } from './scale.js';

const labels = ({ ticks }: { ticks: readonly { label: string }[] }) => ticks.map(({ label }) => label);
const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 20 });
const positive = fc.array(fc.double({ min: 1e-30, max: 1e30, noNaN: true }), { minLength: 1, maxLength: 20 });

function expectRising(numbers: readonly number[]): void {
  for (let i = 1; i < numbers.length; i++) expect(numbers[i]).toBeGreaterThan(numbers[i - 1]!);
}

describe('linearScale', () => {
  it('puts ticks at round numbers', () => {
    expect(labels(linearScale([0, 1], { count: 5 }))).toEqual(['0', '0.2', '0.4', '0.6', '0.8', '1.0']);
    expect(labels(linearScale([-1, 1], { count: 4 }))).toEqual(['-1.0', '-0.5', '0', '0.5', '1.0']);
  });

  it('puts ticks at whole numbers only, on request', () => {
    expect(labels(linearScale([1, 3], { count: 10, whole: true }))).toEqual(['1', '2', '3']);
    expect(labels(linearScale([7], { count: 10, whole: true }))).toEqual(['7']);
  });

  it('has rising ticks with different labels, inside its ends', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 12 }), fc.boolean(), (data, count, extend) => {
        const { ticks, position } = linearScale(data, { count, extend });
        expectRising(ticks.map(({ value }) => value));
        expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
        expect(ticks.length).toBeLessThanOrEqual(count + 3);
        for (const { value } of ticks) {
          expect(position(value)).toBeGreaterThanOrEqual(-1e-9);
          expect(position(value)).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });

  it('keeps every value inside its ends, in order', () => {
    fc.assert(
      fc.property(values, fc.boolean(), (data, extend) => {
        const { position } = linearScale(data, { count: 5, extend });
        for (const value of data) expect(Math.abs(position(value) - 0.5)).toBeLessThanOrEqual(0.5 + 1e-9);
        expect(position(Math.max(...data))).toBeGreaterThanOrEqual(position(Math.min(...data)));
      }),
    );
  });

  it('does not cross zero to make room', () => {
    expect(linearScale([0, 0.9], { count: 5, extend: true }).ticks[0]!.value).toBe(0);
    expect(linearScale([0.01, 0.9], { count: 5, extend: true }).ticks[0]!.value).toBe(0);
    expect(linearScale([-0.9, 0], { count: 5, extend: true }).ticks.at(-1)!.value).toBe(0);
  });

  it('puts values that are all the same in the middle', () => {
    for (const value of [0, 3, -0.25, 1e-7])
      expect(linearScale([value, value], { count: 5 }).position(value)).toBeCloseTo(0.5, 6);
  });
});

describe('logScale', () => {
  it('puts ticks at powers of ten', () => {
    expect(labels(logScale([0.003, 0.8], { count: 6 }))).toEqual(['0.001', '0.01', '0.1', '1']);
    expect(labels(logScale([2e-7, 2], { count: 4 }))).toEqual(['10⁻⁷', '10⁻⁵', '0.001', '0.1', '10']);
  });

  it('has rising ticks and keeps every value inside its ends', () => {
    fc.assert(
      fc.property(positive, fc.integer({ min: 2, max: 12 }), (data, count) => {
        const { ticks, position } = logScale(data, { count });
        expectRising(ticks.map(({ value }) => value));
        expect(ticks.length).toBeLessThanOrEqual(count + 1);
        for (const value of data) expect(Math.abs(position(value) - 0.5)).toBeLessThanOrEqual(0.5 + 1e-9);
      }),
    );
  });
});

describe('needsLog', () => {
  it('is true above two decades of positive values only', () => {
    expect(needsLog([1, 101])).toBe(true);
    expect(needsLog([1, 100])).toBe(false);
    expect(needsLog([0, 1000])).toBe(false);
    expect(needsLog([-1, 1000])).toBe(false);
  });
});
