import fc from 'fast-check';
import { expect, it } from 'vitest';
import { interleaved } from './interleaved.js';

it('names every place once, and every tenth of the order spreads over all of them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), (count) => {
      const order = interleaved(count);
      expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      const part = order.subarray(0, Math.floor(count / 10));
      const low = part.filter((place) => place < count / 2).length;
      expect(Math.abs(low - part.length / 2)).toBeLessThanOrEqual(0.15 * part.length + 2);
    }),
    { numRuns: 60 },
  );
});
