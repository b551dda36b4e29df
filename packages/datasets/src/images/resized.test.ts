import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fullLight, type Pixels } from './pixels.js';
import { resized, type Fit } from './resized.js';

const grey = (rows: readonly (readonly number[])[]): Pixels => ({ height: rows.length, width: rows[0]!.length, channels: 1, data: Uint8Array.from(rows.flat()) });

const bytes = ({ data }: Pixels): number[] => Array.from(data, (value) => Math.round((value / fullLight(data)) * 2550) / 10);

it.each<[string, number[][], [number, number], Fit, number[]]>([
  ['averages areas when it shrinks', [[0, 100, 200, 100], [100, 200, 0, 100]], [1, 2], 'stretch', [100, 100]],
  ['weighs pixels by the part that is covered', [[0, 90, 180]], [1, 2], 'stretch', [30, 150]],
  ['interpolates between centres when it grows', [[0, 100]], [1, 4], 'stretch', [0, 25, 75, 100]],
  ['shrinks one axis and enlarges the other', [[0, 40], [100, 60]], [1, 4], 'stretch', [50, 50, 50, 50]],
  ['crops the middle', [[0, 10, 20, 30], [40, 50, 60, 70]], [2, 2], 'crop', [10, 20, 50, 60]],
  ['crops the middle at another scale', [[0, 10, 20, 30], [40, 50, 60, 70]], [1, 1], 'crop', [35]],
  ['pads with white', [[0, 100]], [2, 2], 'pad', [0, 100, 255, 255]],
  ['pads what it enlarges', [[10], [20]], [2, 4], 'pad', [255, 10, 255, 255, 255, 20, 255, 255]],
])('%s', (_, rows, size, fit, expected) => {
  expect(bytes(resized(grey(rows), size, fit))).toEqual(expected);
});

it('keeps an even picture even, and every value between the least and the most', () => {
  const side = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(side, side, side, side, fc.constantFrom<Fit>('crop', 'stretch'), fc.constantFrom(1, 3, 4), fc.integer({ min: 0, max: 255 }), (h, w, height, width, fit, channels, value) => {
      const even = { height: h, width: w, channels: channels, data: new Uint8Array(h * w * channels).fill(value) };
      const found = resized(even, [height, width], fit);
      expect(found).toMatchObject({ height, width });
      expect(new Set(bytes(found))).toEqual(new Set([value]));
      const scattered = resized({ ...even, data: even.data.map((_, i) => 50 + ((i * 37) % 100)) }, [height, width], fit);
      if (channels < 4) for (const byte of bytes(scattered)) expect(byte >= 50 && byte <= 149).toBe(true);
    }),
  );
});

it('keeps the mean of what it shrinks by areas', () => {
  const data = Uint8Array.from({ length: 7 * 5 * 3 }, (_, i) => (i * 31) % 256);
  const mean = (values: Iterable<number>, most: number) => [...values].reduce((sum, value) => sum + value / most, 0) / [...values].length;
  const found = resized({ height: 7, width: 5, channels: 3, data }, [3, 2], 'stretch');
  expect(mean(found.data, 65535)).toBeCloseTo(mean(data, 255), 4);
});

it('gives what is transparent no colour to spread', () => {
  const pixels: Pixels = { height: 1, width: 2, channels: 4, data: Uint8Array.of(200, 100, 0, 255, 9, 9, 9, 0) };
  expect(bytes(resized(pixels, [1, 1], 'stretch'))).toEqual([200, 100, 0, 127.5]);
});
