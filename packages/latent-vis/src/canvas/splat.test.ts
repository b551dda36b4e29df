import { describe, expect, it } from 'vitest';
import { plotOf } from './plot.js';
import { discStamp, splat } from './splat.js';

const [white, black, red] = [0xffffffff, 0xff000000, 0xff0000ff];
const one = (x: number, y: number) => plotOf({ kind: 'scatter', points: { data: Float32Array.of(x, y), shape: [1, 2] }, axes: ['x', 'y'] });
const place = { scale: 1, left: 0, top: 9, colours: Uint32Array.of(red) };

describe('splat', () => {
  it('blends each channel by how much the mark covers', () => {
    const picture = new Uint32Array(100).fill(white);
    splat(picture, 10, one(3, 4), { ...place, stamp: { x: [0], y: [0], cover: [64], reach: 0 } });
    expect(picture[5 * 10 + 3]!.toString(16)).toBe('ffbfbfff');
    expect(picture.filter((pixel) => pixel !== white)).toHaveLength(1);
  });

  it('keeps opaque what is opaque, and reaches the colour itself where it covers all', () => {
    const picture = new Uint32Array(100).fill(black);
    splat(picture, 10, one(3, 4), { ...place, stamp: { x: [0, 1], y: [0, 0], cover: [256, 100], reach: 1 } });
    expect(picture[53]).toBe(red);
    expect(picture.every((pixel) => pixel >>> 24 === 255)).toBe(true);
  });

  it('draws nothing that would reach over an edge, is hidden, or is flagged otherwise', () => {
    const stamp = discStamp({ radius: 2, opacity: 1 });
    const drawn = (x: number, y: number, marks = {}) => {
      const picture = new Uint32Array(100).fill(white);
      splat(picture, 10, one(x, y), { ...place, stamp, ...marks });
      return picture.some((pixel) => pixel !== white);
    };
    expect(drawn(4, 4)).toBe(true);
    for (const [x, y] of [[-1, 4], [1, 4], [9, 4], [4, -5], [4, 20], [1e9, 4]] as const) expect(drawn(x, y)).toBe(false);
    expect(drawn(4, 4, { colours: Uint32Array.of(0) })).toBe(false);
    expect(drawn(4, 4, { only: { flags: Uint8Array.of(0), value: 1 } })).toBe(false);
    expect(drawn(4, 4, { only: { flags: Uint8Array.of(0), value: 0 } })).toBe(true);
  });
});

describe('discStamp', () => {
  it('covers about the area of the disc', () => {
    for (const radius of [0.6, 0.9, 1, 1.7, 3.2, 6]) {
      const { cover } = discStamp({ radius, opacity: 0.3 });
      const area = cover.reduce((sum, value) => sum + value, 0) / 256 / 0.3;
      expect(Math.abs(area / (Math.PI * radius ** 2) - 1)).toBeLessThan(0.15);
    }
  });
});
