import { describe, expect, it } from 'vitest';
import type { Scatter } from '../views/scatter.js';
import { classInks, restInk } from './class-inks.js';
import { pointGroups } from './point-groups.js';

const scatter = (labels: readonly number[] | undefined, classes: readonly string[] = [], xs?: readonly number[]): Scatter => ({
  kind: 'scatter',
  points: { data: Float32Array.from((xs ?? labels ?? []).flatMap((x) => [x, 0])), shape: [(xs ?? labels ?? []).length, 2] },
  axes: ['x', 'y'],
  ...(labels && { labels: Int32Array.from(labels), classes }),
});
const told = (view: Scatter) => pointGroups(view).map(({ name, ink, members }) => [name, ink, [...members]]);

describe('the groups of points', () => {
  it('have the colours of their classes, whichever of these have points', () => {
    expect(told(scatter([2, 0, 2], ['a', 'b', 'c']))).toEqual([
      ['a', classInks[0], [1]],
      ['c', classInks[2], [0, 2]],
    ]);
  });

  it('are one without labels', () => {
    expect(told(scatter(undefined, [], [1, 2]))).toEqual([[undefined, classInks[0], [0, 1]]]);
  });

  it('leave out points without a finite place', () => {
    expect(told(scatter([0, 0, 0, 0], ['a'], [NaN, 1, Infinity, -Infinity]))).toEqual([['a', classInks[0], [1]]]);
    expect(told(scatter([0], ['a'], [NaN]))).toEqual([]);
  });

  it('put points without a class last, in grey', () => {
    expect(told(scatter([-1, 0, -1], ['a']))).toEqual([
      ['a', classInks[0], [1]],
      ['no label', restInk, [0, 2]],
    ]);
  });

  it('keep colours for the ten largest classes', () => {
    const labels = Array.from({ length: 12 }, (_, label) => new Array<number>(label === 3 || label === 7 ? 1 : 2).fill(label)).flat();
    const groups = pointGroups(scatter(labels, Array.from('abcdefghijkl')));
    expect(groups.map(({ name }) => name)).toEqual([...Array.from('abcefgijkl'), '2 other classes']);
    expect(groups.map(({ ink }) => ink)).toEqual([...classInks, restInk]);
  });
});
