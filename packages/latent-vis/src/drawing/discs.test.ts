import { expect, it } from 'vitest';
import { drawDiscs, type Discs } from './discs.js';

const discs = (points: readonly (readonly [x: number, y: number, ink: number])[]): Discs => ({
  x: Float32Array.from(points, ([x]) => x),
  y: Float32Array.from(points, ([, y]) => y),
  ink: Uint8Array.from(points, ([, , ink]) => ink),
  inks: ['#ff0000', '#0000ff'],
});
const size = { width: 24, height: 20 };
const pixel = (data: Uint8Array, x: number, y: number) => [...data.subarray((y * size.width + x) * 4, (y * size.width + x) * 4 + 4)];

it('covers the area of a disc, centred on its point', () => {
  const { data } = drawDiscs(size, discs([[10.6, 8.3, 0]]), { radius: 4, opacity: 1 });
  let [area, x, y] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    const cover = data[at + 3]! / 255;
    area += cover;
    x += cover * (((at / 4) % size.width) + 0.5);
    y += cover * (Math.floor(at / 4 / size.width) + 0.5);
  }
  expect(Math.abs(area - Math.PI * 16)).toBeLessThan(1.5);
  expect(Math.abs(x / area - 10.6)).toBeLessThan(0.15);
  expect(Math.abs(y / area - 8.3)).toBeLessThan(0.15);
});

it('lays a later disc over an earlier one, by its opacity', () => {
  const { data } = drawDiscs(size, discs([[8, 8, 0], [12, 8, 1]]), { radius: 4, opacity: 0.6 });
  const [red, , blue, alpha] = pixel(data, 10, 8);
  expect(alpha! / 255).toBeCloseTo(0.84, 1);
  expect(blue! / 255).toBeCloseTo(0.6 / 0.84, 1);
  expect(red! / 255).toBeCloseTo(0.24 / 0.84, 1);
  expect(pixel(data, 6, 8)).toEqual([255, 0, 0, 153]);
  expect(pixel(data, 20, 18)).toEqual([0, 0, 0, 0]);
});

it('cuts off what lies over the edge', () => {
  const { data } = drawDiscs(size, discs([[0, 0, 0], [23.9, 19.9, 1], [-50, 3, 0], [3, 900, 0]]), { radius: 3, opacity: 1 });
  expect(pixel(data, 0, 0)).toEqual([255, 0, 0, 255]);
  expect(pixel(data, 23, 19)).toEqual([0, 0, 255, 255]);
  const drawn = Array.from({ length: size.width * size.height }, (_, i) => data[i * 4 + 3]! > 0).filter(Boolean).length;
  expect(drawn).toBeLessThan(30);
});
