import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distancesFrom } from './distances.js';
import { varyingUnits } from './varying-units.js';

describe('varyingUnits(codes)', () => {
  it('keeps all distances, and no unit that is the same in all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 30, maxLength: 30 }), (count, varied, values) => {
        const units = varied.length;
        const data = Float32Array.from({ length: count * units }, (_, i) => values[varied[i % units] ? i : i % units]!);
        const codes = { data, count, units };
        const kept = varyingUnits(codes);
        const [before, after] = [new Float64Array(count), new Float64Array(count)];
        for (let row = 0; row < count; row++) {
          distancesFrom(codes, row, before);
          distancesFrom(kept, row, after);
          expect(after).toEqual(before);
        }
        for (let unit = 0; unit < kept.units; unit++)
          expect(new Set(Array.from({ length: count }, (_, row) => kept.data[row * kept.units + unit])).size).toBeGreaterThan(1);
      }),
    );
  });
});
