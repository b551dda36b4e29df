import type { Point, Stroke } from './strokes.js';

/** The look of a pen, in pixels. */
export interface Pen {
  readonly radius: number;
  /** The width of the edge over which ink fades. */
  readonly softness: number;
}

/** Straight pieces for each piece of curve between two points. */
const pieces = 6;

/**
 * Draws strokes, each a smooth curve through its points, by every pixel's distance to the nearest.
 *
 * @param strokes in pixels, pixel (0, 0) having its centre at (0.5, 0.5)
 * @param image `size` × `size` bytes, 0 where there is no ink; written over
 */
export function rasteriseStrokes(strokes: readonly Stroke[], pen: Pen, image: Uint8Array, size: number): void {
  image.fill(0);
  for (const stroke of strokes) {
    const path = curve(stroke);
    for (let i = 1; i < path.length; i++) rasteriseLine([path[i - 1]!, path[i]!], pen, image, size);
  }
}

/** The uniform Catmull–Rom spline through points (Catmull and Rom, 1974), as points along it. */
function curve(points: Stroke): Point[] {
  const last = points.length - 1;
  const closed = samePoint(points[0]!, points[last]!);
  const path: Point[] = [points[0]!];
  for (let i = 1; i <= last; i++) {
    const [b, c] = [points[i - 1]!, points[i]!];
    if (samePoint(b, c)) continue;
    const a = points[i - 2] ?? (closed ? points[last - 1]! : b);
    const d = points[i + 1] ?? (closed ? points[1]! : c);
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces;
      path.push([between([a[0], b[0], c[0], d[0]], t), between([a[1], b[1], c[1], d[1]], t)]);
    }
  }
  return path;
}

const samePoint = (a: Point, b: Point): boolean => a[0] === b[0] && a[1] === b[1];

const between = ([a, b, c, d]: readonly [number, number, number, number], t: number): number =>
  b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));

function rasteriseLine(line: readonly [Point, Point], { radius, softness }: Pen, image: Uint8Array, size: number): void {
  const [[x0, y0], [x1, y1]] = line;
  const reach = radius + softness / 2;
  const [dx, dy] = [x1 - x0, y1 - y0];
  const lengthSquared = dx * dx + dy * dy || 1;
  const clamp = (value: number): number => Math.min(size, Math.max(0, value));
  const [left, right] = [clamp(Math.floor(Math.min(x0, x1) - reach)), clamp(Math.ceil(Math.max(x0, x1) + reach))];
  const [top, bottom] = [clamp(Math.floor(Math.min(y0, y1) - reach)), clamp(Math.ceil(Math.max(y0, y1) + reach))];
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const [px, py] = [column + 0.5 - x0, row + 0.5 - y0];
      const along = Math.min(1, Math.max(0, (px * dx + py * dy) / lengthSquared));
      const distance = Math.hypot(px - along * dx, py - along * dy);
      const ink = Math.min(1, Math.max(0, (reach - distance) / softness));
      const place = row * size + column;
      image[place] = Math.max(image[place]!, Math.round(255 * ink));
    }
  }
}
