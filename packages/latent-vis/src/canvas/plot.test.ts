import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scatter } from '../views/scatter.js';
import { nearestPoint } from './nearest-point.js';
import { plotOf } from './plot.js';
import { pointsWithin } from './points-within.js';

const scatterOf = (values: readonly number[], labels?: readonly number[]): Scatter => ({
  kind: 'scatter',
  points: { data: Float32Array.from(values), shape: [values.length / 2, 2] },
  axes: ['x', 'y'],
  ...(labels && { labels: Int32Array.from(labels), classes: ['a', 'b', 'c'] }),
});
const coordinates = fc.float({ min: -10, max: 10, noNaN: true });
const points = fc.array(fc.tuple(coordinates, coordinates), { minLength: 1, maxLength: 60 });

describe('plotOf(scatter)', () => {
  it('holds each finite point once, with its index and its group', () => {
    const values = [1, 2, NaN, 0, 3, Infinity, 5, 6, 7, 8];
    const plot = plotOf(scatterOf(values, [2, 0, 0, -1, 2]));
    const held = Array.from(plot.index, (index, i) => ({ index, x: plot.points[2 * i], y: plot.points[2 * i + 1], group: plot.groups[plot.group[i]!]!.name }));
    expect(held.toSorted((a, b) => a.index - b.index)).toEqual([
      { index: 0, x: 1, y: 2, group: 'c' },
      { index: 3, x: 5, y: 6, group: 'no label' },
      { index: 4, x: 7, y: 8, group: 'c' },
    ]);
    expect(plot.extent).toEqual({ left: 1, right: 7, bottom: 2, top: 8 });
  });

  it('has no extent without finite points', () => {
    expect(plotOf(scatterOf([NaN, 1])).extent).toBeUndefined();
    expect(plotOf(scatterOf([])).extent).toBeUndefined();
  });

  it('is made once for a scatter', () => {
    const scatter = scatterOf([1, 2]);
    expect(plotOf(scatter)).toBe(plotOf(scatter));
    expect(plotOf(scatter)).not.toBe(plotOf({ ...scatter }));
  });
});

describe('nearestPoint(plot, place)', () => {
  it('is no farther than any other', () => {
    fc.assert(
      fc.property(points, coordinates, coordinates, (given, x, y) => {
        const distance = (i: number): number => Math.hypot(Math.fround(given[i]![0]) - x, Math.fround(given[i]![1]) - y);
        const found = nearestPoint(plotOf(scatterOf(given.flat())), { x, y }, { shown: [true] })!;
        expect(distance(found)).toBe(Math.min(...given.map((_, i) => distance(i))));
      }),
    );
  });

  it('counts neither points too far away nor those of groups that are hidden', () => {
    const plot = plotOf(scatterOf([0, 0, 1, 0], [0, 1]));
    expect(nearestPoint(plot, { x: 0.2, y: 0 }, { shown: [true, true] })).toBe(0);
    expect(nearestPoint(plot, { x: 0.2, y: 0 }, { shown: [false, true] })).toBe(1);
    expect(nearestPoint(plot, { x: 0.2, y: 0 }, { shown: [false, true], within: 0.5 })).toBeUndefined();
  });
});

describe('pointsWithin(plot, outline)', () => {
  it('finds those inside a triangle, as signed areas tell', () => {
    const corner = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));
    fc.assert(
      fc.property(points, fc.tuple(corner, corner, corner), (given, triangle) => {
        const corners = triangle.map(([x, y]) => ({ x: x + 0.123, y: y + 0.456 })); // off the points, which lie anywhere
        const side = (i: number, [x, y]: readonly [number, number]): number => {
          const [a, b] = [corners[i]!, corners[(i + 1) % 3]!];
          return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
        };
        const sides = given.map(([x, y]) => [0, 1, 2].map((i) => side(i, [Math.fround(x), Math.fround(y)])));
        fc.pre(sides.flat().every((value) => Math.abs(value) > 1e-6));
        const inside = given.flatMap((_, i) => (new Set(sides[i]!.map(Math.sign)).size === 1 ? [i] : []));
        expect([...pointsWithin(plotOf(scatterOf(given.flat())), corners, [true])]).toEqual(inside);
      }),
    );
  });

  it('leaves out the hole of an outline that winds around twice, and hidden groups', () => {
    const square = (side: number) => [[-side, -side], [side, -side], [side, side], [-side, side], [-side, -side]].map(([x, y]) => ({ x: x!, y: y! }));
    const plot = plotOf(scatterOf([0, 0, 1.5, 0, 0, 1.5], [0, 1, 2]));
    expect([...pointsWithin(plot, [...square(2), ...square(1)], [true, true, true])]).toEqual([1, 2]);
    expect([...pointsWithin(plot, square(2), [true, false, true])]).toEqual([0, 2]);
  });
});
