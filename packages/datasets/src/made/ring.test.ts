import { describe, expect, it } from 'vitest';
import { ring } from './ring.js';
import { deviation, mean, rowsOf, whole } from './whole.fixture.js';

describe('ring(options)', () => {
  it('puts points on the circle, labelled by tenths', async () => {
    const { clean, label } = await whole(ring({ count: 3000 }));
    const places = rowsOf(clean).map(([x, y]) => {
      expect(Math.hypot(x!, y!)).toBeCloseTo(1, 6);
      return (Math.atan2(y!, x!) / (2 * Math.PI) + 1) % 1;
    });
    places.forEach((place, sample) => { expect(Math.abs(label!.data[sample]! + 0.5 - 10 * place)).toBeLessThan(0.5001); });
    expect(Math.abs(mean(places) - 0.5)).toBeLessThan(4 / Math.sqrt(12 * 3000));
  });

  it('adds noise of the stddev given', async () => {
    const [plain, noisy] = await Promise.all([0, 0.1].map(async (noise) => (await whole(ring({ count: 3000, noise }))).clean.data));
    expect(Math.abs(deviation([...noisy!].map((value, i) => value - plain![i]!)) - 0.1)).toBeLessThan(0.005);
  });
});
