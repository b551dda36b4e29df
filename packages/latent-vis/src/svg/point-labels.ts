import { fill, stroke } from '../drawing/inks.js';
import type { PointGroup } from '../drawing/point-groups.js';
import type { Frame } from './axes.js';
import { element, escapeText } from './markup.js';
import { textWidth } from './picture.js';
import type { PlacedPoints } from './placed-points.js';

const size = 14;

/**
 * The names of classes at the median places of their points, the larger classes first. One that would cover another is left out,
 * and one that would cover all its points stands above them.
 */
export function pointLabels(groups: readonly PointGroup[], points: PlacedPoints, { left, right, top, bottom }: Frame): string {
  const named = groups
    .map((group, place) => ({ ...group, place }))
    .filter(({ name, isRest }) => name !== undefined && !isRest)
    .sort((a, b) => b.members.length - a.members.length);
  const taken: { x: number; y: number; half: number }[] = [];
  const labels = named.map(({ name, place }) => {
    const own = (_: number, i: number): boolean => points.ink[i] === place;
    const [xs, ys] = [points.x.filter(own).sort(), points.y.filter(own).sort()];
    const half = (textWidth(name!) * size) / 24 + 2;
    const above = xs.at(-1)! - xs[0]! < 2 * half && ys.at(-1)! - ys[0]! < size ? ys[0]! - size : undefined;
    const x = Math.min(right - half, Math.max(left + half, middle(xs)));
    const y = Math.min(bottom - size / 2, Math.max(top + size / 2, above ?? middle(ys)));
    const covers = taken.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < size + 2);
    if (covers || 2 * half > (right - left) / 3) return '';
    taken.push({ x, y, half });
    return element('text', { ...ink, ...halo, x, y, 'text-anchor': 'middle', 'dominant-baseline': 'central' }, escapeText(name!));
  });
  return element('g', { 'font-size': size, 'font-weight': 600 }, ...labels);
}

const ink = { ...stroke('ground'), ...fill('text'), class: `${fill('text').class} ${stroke('ground').class}` };
const halo = { 'stroke-width': 3, 'stroke-linejoin': 'round', 'paint-order': 'stroke' };

const middle = (sorted: Float32Array): number => sorted[sorted.length >> 1]!;
