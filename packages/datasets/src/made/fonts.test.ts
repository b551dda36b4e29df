import { describe, expect, it } from 'vitest';
import { fonts } from './fonts.js';
import { mean, rowsOf, whole } from './whole.fixture.js';

const distance = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);

describe('fonts(options)', () => {
  it('draws every letter in turn, with its name', async () => {
    const data = fonts({ count: 60 });
    expect(data.info).toMatchObject({ inputShape: [28, 28, 1], targetShape: [28, 28, 1], range: [0, 1], isPaired: true });
    expect(data.info.labelNames!.join('')).toBe('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    expect([...(await whole(data)).label!.data]).toEqual(Array.from({ length: 60 }, (_, i) => i % 26));
  });

  it('draws the light one thin and the bold one thick, with its ink off the border', async () => {
    const { clean, corrupted } = await whole(fonts({ count: 104, size: 32 }));
    const light = rowsOf(corrupted!);
    rowsOf(clean).forEach((bold, i) => {
      expect(mean(bold) / mean(light[i]!)).toBeGreaterThan(1.7);
      for (const image of [bold, light[i]!]) {
        const border = image.filter((_, pixel) => pixel < 32 || pixel >= 31 * 32 || pixel % 32 === 0 || pixel % 32 === 31);
        expect(Math.max(...border)).toBe(0);
        expect(Math.max(...image)).toBeGreaterThan(0.7);
      }
    });
  });

  it('draws letters that can be told apart: the nearest neighbours of those to test on are of their kind', async () => {
    const [known, asked] = await Promise.all([whole(fonts({ count: 1040 })), whole(fonts({ split: 'test', count: 130 }))]);
    const rows = rowsOf(known.clean);
    const right = rowsOf(asked.clean).filter((image, i) => {
      const distances = rows.map((other) => distance(image, other));
      return distances.indexOf(Math.min(...distances)) % 26 === i % 26;
    });
    expect(right.length / 130).toBeGreaterThan(0.9);
  });
});
