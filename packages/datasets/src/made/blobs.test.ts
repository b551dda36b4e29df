import { describe, expect, it } from 'vitest';
import { blobs } from './blobs.js';
import { deviation, mean, rowsOf, whole } from './whole.fixture.js';

describe('blobs(options)', () => {
  it('spreads as many samples around each centre, by the stddev given', async () => {
    const data = blobs({ count: 3000, classes: 4, dimensions: 3, stddev: 0.5 });
    const { clean, label } = await whole(data);
    const rows = rowsOf(clean);
    rowsOf(data.centres).forEach((centre, blob) => {
      const own = rows.filter((_, sample) => label!.data[sample] === blob);
      expect(own).toHaveLength(750);
      centre.forEach((middle, axis) => {
        const values = own.map((row) => row[axis]!);
        expect(Math.abs(mean(values) - middle)).toBeLessThan((4 * 0.5) / Math.sqrt(750));
        expect(Math.abs(deviation(values) - 0.5)).toBeLessThan(0.06);
      });
    });
  });

  it('has the same centres in both splits, others for another seed', () => {
    expect(blobs({ split: 'test' }).centres).toEqual(blobs().centres);
    expect(blobs({ seed: 2 }).centres).not.toEqual(blobs().centres);
  });
});
