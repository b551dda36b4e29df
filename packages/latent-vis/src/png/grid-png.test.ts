import { InvalidDataError, InvalidOptionError } from '@hourglass/core';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { png } from '../png.js';
import type { Grid } from '../views/grid.js';

const grid: Grid = {
  kind: 'grid',
  images: { data: Float32Array.from({ length: 24 }, (_, i) => i), shape: [6, 2, 2] },
  x: { name: 'unit 0', values: [-1, 0, 1] },
  y: { name: 'unit 1', values: [0, 1] },
  range: [0, 255],
};

describe('png(grid)', () => {
  it('puts images side by side, row by row from the top', () => {
    const { width, height, channels, data } = decode(png(grid, { scale: 1 }));
    expect([width, height, channels]).toEqual([6, 4, 1]);
    expect(Array.from(data)).toEqual([0, 1, 4, 5, 8, 9, 2, 3, 6, 7, 10, 11, 12, 13, 16, 17, 20, 21, 14, 15, 18, 19, 22, 23]);
  });

  it('is about 560 pixels wide unless told otherwise, and no smaller than the values', () => {
    expect(decode(png(grid)).width).toBe(6 * 93);
    const wide: Grid = { ...grid, images: { data: new Float32Array(6000), shape: [6, 1, 1000] } };
    expect(decode(png(wide)).width).toBe(3000);
  });

  it('bounds an unbounded range by all of the images', () => {
    const { data } = decode(png({ ...grid, range: [-Infinity, Infinity] }, { scale: 1 }));
    expect([data[0], data.at(-1)]).toEqual([0, 255]);
  });

  it('refuses grids that do not hold together, and scales', () => {
    expect(() => png({ ...grid, x: { name: 'x', values: [1, 2] } })).toThrow(InvalidDataError);
    expect(() => png({ ...grid, range: [1, 0] })).toThrow(InvalidDataError);
    expect(() => png(grid, { scale: 0.5 })).toThrow(InvalidOptionError);
  });
});
