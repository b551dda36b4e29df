import type { PointStyle } from '../drawing/point-style.js';
import type { Plot } from './plot.js';

/** The mark of one point: pixels around it, each with how much it covers, from 0 to 256. */
interface Stamp {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly cover: readonly number[];
  /** The most pixels that it reaches to any side. */
  readonly reach: number;
}

/** A disc with soft edges; the smallest are one pixel, which covers as much as they would. */
export function discStamp({ radius, opacity }: PointStyle): Stamp {
  if (radius < 1) return { x: [0], y: [0], cover: [Math.round(256 * Math.min(1, opacity * Math.PI * radius ** 2))], reach: 0 };
  const reach = Math.ceil(radius - 0.5);
  const across = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  const pixels = across
    .flatMap((y) => across.map((x) => ({ x, y, cover: Math.round(256 * opacity * Math.min(1, radius + 0.5 - Math.hypot(x, y))) })))
    .filter(({ cover }) => cover > 0);
  return { x: pixels.map(({ x }) => x), y: pixels.map(({ y }) => y), cover: pixels.map(({ cover }) => cover), reach };
}

export interface Splat {
  /** Where points go: pixel x = x · scale + left, pixel y = top − y · scale. */
  readonly scale: number;
  readonly left: number;
  readonly top: number;
  readonly stamp: Stamp;
  /** The colour of each group, its bytes as they lie in the picture; 0 for those that are not drawn. */
  readonly colours: Uint32Array;
  /** Draws only the points that are flagged so, by their index in the scatter. Default: all. */
  readonly only?: { readonly flags: Uint8Array; readonly value: 0 | 1 } | undefined;
}

/** Blends a mark for each point into an opaque picture of this width. */
export function splat(picture: Uint32Array, width: number, { points, group, index }: Plot, marks: Splat): void {
  const { scale, left, top, stamp, colours, only } = marks;
  const { reach } = stamp;
  const [right, bottom] = [width - reach, picture.length / width - reach];
  const cells = stamp.cover.length;
  const offsets = Int32Array.from(stamp.x, (x, i) => stamp.y[i]! * width + x);
  const covers = Int32Array.from(stamp.cover);
  for (let i = 0; i < group.length; i++) {
    if (only !== undefined && only.flags[index[i]!] !== only.value) continue;
    const colour = colours[group[i]!]!;
    const x = points[2 * i]! * scale + left;
    const y = top - points[2 * i + 1]! * scale;
    if (colour === 0 || !(x >= reach && x < right && y >= reach && y < bottom)) continue;
    const at = (y | 0) * width + (x | 0);
    for (let cell = 0; cell < cells; cell++) {
      const pixel = at + offsets[cell]!;
      picture[pixel] = blend(picture[pixel]!, colour, covers[cell]!);
    }
  }
}

/** Two of the four channels of a pixel. */
const pair = 0x00ff00ff;

/** All four channels, two at a time, whichever way round they lie. */
const blend = (under: number, over: number, cover: number): number =>
  (((Math.imul(under & pair, 256 - cover) + Math.imul(over & pair, cover)) >>> 8) & pair) |
  ((Math.imul((under >>> 8) & pair, 256 - cover) + Math.imul((over >>> 8) & pair, cover)) & ~pair);
