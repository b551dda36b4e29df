import { describe, expect, it } from 'vitest';
import { swissRoll } from './swiss-roll.js';
import { deviation, mean, rowsOf, whole } from './whole.fixture.js';

describe('swissRoll(options)', () => {
  it('puts points on the roll, as many at every angle and height', async () => {
    const rows = rowsOf((await whole(swissRoll({ count: 4000 }))).clean);
    const angles = rows.map(([x, , z]) => Math.hypot(x!, z!));
    rows.forEach(([x, y, z], sample) => {
      const angle = angles[sample]!;
      expect([x, z]).toEqual([expect.closeTo(angle * Math.cos(angle), 4), expect.closeTo(angle * Math.sin(angle), 4)]);
      expect(y).toSatisfy((height) => Number(height) >= 0 && Number(height) <= 21);
    });
    expect(Math.abs(mean(angles) / Math.PI - 3)).toBeLessThan((4 * 3) / Math.sqrt(12 * 4000));
    expect(Math.abs(deviation(angles) / Math.PI - 3 / Math.sqrt(12))).toBeLessThan(0.05);
    expect(Math.abs(mean(rows.map(([, y]) => y!)) - 10.5)).toBeLessThan((4 * 21) / Math.sqrt(12 * 4000));
  });

  it('labels each tenth of the angle from the inside on', async () => {
    const { clean, label } = await whole(swissRoll({ count: 500 }));
    rowsOf(clean).forEach(([x, , z], sample) => {
      const place = (Math.hypot(x!, z!) / Math.PI - 1.5) / 3;
      expect(Math.abs(label!.data[sample]! + 0.5 - 10 * place)).toBeLessThan(0.5001);
    });
  });
});
