import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spread } from './line-labels.js';

it('spread(places) leaves places alone that are far enough apart', () => {
  expect(spread([10, 40, 90], { gap: 17, low: 0, high: 100 })).toEqual([10, 40, 90]);
});

it('spread(places) keeps order, gap and bounds', () => {
  const box = { gap: 17, low: 40, high: 372 };
  const places = fc.array(fc.double({ min: 40, max: 372, noNaN: true }), { maxLength: 40 });
  fc.assert(
    fc.property(places, (unsorted) => {
      const moved = spread(unsorted.toSorted((a, b) => a - b), box);
      const gap = Math.min(box.gap, (box.high - box.low) / Math.max(1, moved.length - 1));
      moved.forEach((place, i) => {
        expect(place).toBeGreaterThanOrEqual(box.low - 1e-6);
        expect(place).toBeLessThanOrEqual(box.high + 1e-6);
        if (i > 0) expect(place - moved[i - 1]!).toBeGreaterThanOrEqual(gap - 1e-6);
      });
    }),
  );
});
