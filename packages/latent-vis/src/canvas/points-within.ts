import type { Place } from './camera.js';
import type { Plot } from './plot.js';

/**
 * The points within a closed line, by the even-odd rule.
 *
 * @param outline corners in the plane
 * @param shown for each group whether its points count
 * @returns their indices in the scatter, rising
 */
export function pointsWithin({ points, group, index }: Plot, outline: readonly Place[], shown: readonly boolean[]): Uint32Array {
  const [xs, ys] = [outline.map(({ x }) => x), outline.map(({ y }) => y)];
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const found: number[] = [];
  for (let i = 0; i < group.length; i++) {
    const [x, y] = [points[2 * i]!, points[2 * i + 1]!];
    if (x < left || x > right || y < bottom || y > top || !shown[group[i]!]) continue;
    let inside = false;
    for (let a = 0, b = xs.length - 1; a < xs.length; b = a++)
      if (ys[a]! > y !== ys[b]! > y && x < ((xs[b]! - xs[a]!) * (y - ys[a]!)) / (ys[b]! - ys[a]!) + xs[a]!) inside = !inside;
    if (inside) found.push(index[i]!);
  }
  return Uint32Array.from(found).sort();
}
