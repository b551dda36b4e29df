import { InvalidDataError } from '@hourglass/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadShare, density, f1, l0, mcc, shrinkage, uniqueness } from '../index.js';
import { assignment } from './assignment.js';

const array = (rows: number[][]) => ({ data: Float32Array.from(rows.flat()), shape: [rows.length, rows[0]!.length] });
const axes = array([[1, 0, 0], [0, 1, 0], [0, 0, 1]]);

describe('of codes and reconstructions', () => {
  const code = array([[1, 0, 0, -2], [3, 0, 0, 0], [0, 0, 0, 5]]);

  it('l0 counts active units', () => { expect(l0(code)).toBeCloseTo(4 / 3, 12); });
  it('density is a share for each unit', () => { expect([...density(code)]).toEqual([2 / 3, 0, 0, 2 / 3]); });
  it('deadShare counts those that are never active', () => { expect(deadShare(code)).toBe(0.5); });

  it('shrinkage is the mean ratio of lengths, samples of zeros left out', () => {
    expect(shrinkage(array([[3, 4], [0, 0], [0, 2]]), array([[1.5, 2], [1, 1], [0, 2]]))).toBeCloseTo(0.75, 12);
  });

  it('refuse what is empty or of another shape', () => {
    for (const measure of [l0, density, deadShare]) expect(() => measure({ data: new Float32Array(0), shape: [0, 4] })).toThrow(InvalidDataError);
    expect(() => shrinkage(axes, array([[1, 2, 3]]))).toThrow('one shape');
  });
});

describe('of dictionaries', () => {
  it('mcc is 1 for the same directions in any order, of any sign and length', () => {
    expect(mcc(array([[0, -2, 0], [0, 0, 3], [0.5, 0, 0]]), axes)).toBeCloseTo(1, 6);
  });

  it('mcc pairs one to one, so a direction found twice counts once', () => {
    expect(mcc(array([[1, 0, 0], [1, 0, 0], [0, 1, 0]]), axes)).toBeCloseTo(2 / 3, 6);
  });

  it('mcc is over as many pairs as there are of the fewer', () => {
    expect(mcc(array([[0, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 0]]), axes)).toBeCloseTo(1, 6);
    expect(mcc(array([[0, 1, 0]]), axes)).toBeCloseTo(1, 6);
  });

  it('uniqueness is the share of units that are most like a direction of their own', () => {
    expect(uniqueness(array([[1, 0.1, 0], [1, 0, 0.1], [0, 1, 0], [0, 0, 0.1]]), axes)).toBe(0.75);
  });

  it('f1 takes units as detectors of the directions that they are most like', () => {
    const found = array([[0, 1, 0], [1, 0, 0], [0, 0, 1]]); // of the second, the first, the third
    const coefficients = array([[1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 0]]);
    const code = array([[0, 1, 0], [1, 1, 0], [0, 0, 0], [0, 1, 0]]);
    const [second, first, third] = [2 / 3, 4 / 5, 0]; // TP 1 FN 1; TP 2 FP 1; never active
    expect(f1({ code, coefficients, found, truth: axes })).toBeCloseTo((second + first + third) / 3, 6);
  });

  it('refuse what does not fit', () => {
    expect(() => mcc(array([[1, 0]]), axes)).toThrow('one number of dimensions, received 2 and 3');
    expect(() => uniqueness({ data: new Float32Array(3), shape: [3] }, axes)).toThrow('[directions, dimensions]');
    expect(() => f1({ code: axes, coefficients: array([[1, 0, 0]]), found: axes, truth: axes })).toThrow(InvalidDataError);
  });
});

describe('assignment(values)', () => {
  const best = (values: number[][], row = 0, taken: number[] = []): number =>
    row === values.length
      ? 0
      : Math.max(...values[row]!.map((value, column) => (taken.includes(column) ? -Infinity : value + best(values, row + 1, [...taken, column]))));

  it('gives the largest sum that any pairing has, columns of their own', () => {
    const matrix = fc.integer({ min: 1, max: 4 }).chain((rows) =>
      fc.integer({ min: rows, max: 5 }).chain((columns) =>
        fc.array(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      ),
    );
    fc.assert(
      fc.property(matrix, (values) => {
        const columns = assignment(values.map((row) => Float64Array.from(row)));
        expect(new Set(columns).size).toBe(values.length);
        expect(columns.reduce((sum, column, row) => sum + values[row]![column]!, 0)).toBe(best(values));
      }),
    );
  });
});
