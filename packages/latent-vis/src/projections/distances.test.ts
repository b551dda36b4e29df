import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distancesFrom, nearestOf } from './distances.js';

const someCodes = fc
  .tuple(fc.integer({ min: 1, max: 11 }), fc.integer({ min: 1, max: 4 }))
  .chain(([count, units]) =>
    fc.array(fc.integer({ min: -3, max: 3 }), { minLength: count * units, maxLength: count * units })
      .map((values) => ({ data: Float32Array.from(values), count, units })));

const plainDistances = ({ data, count, units }: { data: Float32Array; count: number; units: number }, row: number): number[] =>
  Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < units; k++) sum += (data[row * units + k]! - data[i * units + k]!) ** 2;
    return sum;
  });

describe('distancesFrom(codes, row, into)', () => {
  it('gives the squared distance to every code, whatever their number', () => {
    fc.assert(
      fc.property(someCodes, fc.nat(), (codes, any) => {
        const row = any % codes.count;
        const into = new Float64Array(codes.count);
        distancesFrom(codes, row, into);
        expect([...into]).toEqual(plainDistances(codes, row));
      }),
    );
  });
});

describe('nearestOf(distances, row, places)', () => {
  it('gives what sorting gives, the first of equal ones first, without the row itself', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { minLength: 2, maxLength: 30 }), fc.nat(), fc.nat(), (values, any, many) => {
        const row = any % values.length;
        const places = new Int32Array(1 + (many % (values.length - 1)));
        nearestOf(Float64Array.from(values), row, places);
        const sorted = [...values.keys()].filter((i) => i !== row).sort((a, b) => values[a]! - values[b]! || a - b);
        expect([...places]).toEqual(sorted.slice(0, places.length));
      }),
    );
  });
});
