import type { Seed } from '@hourglass/core';
import { drawsOf } from './draws-of.js';
import { skeletons } from './glyph-skeletons.js';
import { rasteriseStrokes } from './rasterise-strokes.js';
import { middleOf, moved, type Point, type Stroke } from './strokes.js';

/**
 * Draws a digit as some hand might: one of its skeletons, every point moved a little, then bent, slanted, turned,
 * centred, shifted, and drawn with a pen of some width.
 *
 * @param image `size` × `size` bytes, written over
 */
export function randomGlyph(digit: number, seed: Seed, image: Uint8Array, size: number): void {
  const { below, uniform } = drawsOf(seed);
  /** A number from -spread to spread, likelier near 0. */
  const around = (spread: number): number => (uniform(-spread, spread) + uniform(-spread, spread)) / 2;

  const pixel = size / 28;
  const ways = skeletons[digit]!;
  const skeleton = ways[below(ways.length)]!.map((stroke) => jitter(stroke, () => around(0.08)));
  const warped = moved(skeleton, warp(pixel, uniform, around));
  const [x, y] = middleOf(warped);
  const [shiftX, shiftY] = [size / 2 - x + around(2.5 * pixel), size / 2 - y + around(2 * pixel)];
  const placed = moved(warped, ([x, y]) => [x + shiftX, y + shiftY]);
  const pen = { radius: (1.25 + around(0.7)) * pixel, softness: uniform(1, 1.5) * pixel };
  rasteriseStrokes(placed, pen, image, size);
}

function warp(pixel: number, uniform: (low: number, high: number) => number, around: (spread: number) => number) {
  const height = uniform(16.5, 21.5) * pixel;
  const width = height * uniform(0.58, 0.98);
  const [taper, bend, slant, angle] = [around(0.3), around(0.3), 0.12 + around(0.4), around(0.25)];
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  return ([x, y]: Point): Point => {
    const [right, down] = [x - 0.5, y - 0.5];
    const across = right * (1 + taper * down) * width + (bend * down * down - slant * down) * height;
    return [cosine * across - sine * down * height, sine * across + cosine * down * height];
  };
}

/** Moves every point by some amount, equal points of a stroke together, so that corners and closed curves stay so. */
function jitter(stroke: Stroke, amount: () => number): Stroke {
  const points: Point[] = [];
  for (const [x, y] of stroke) {
    const known = stroke.findIndex((point) => point[0] === x && point[1] === y);
    points.push(points[known] ?? [x + amount(), y + amount()]);
  }
  return points;
}
