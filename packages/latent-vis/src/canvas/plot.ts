import { interleaved } from '../drawing/interleaved.js';
import { pointGroups, type PointGroup } from '../drawing/point-groups.js';
import { checkScatter, type Scatter } from '../views/scatter.js';
import type { Extent } from './camera.js';

/** A scatter made ready to be drawn again and again: its finite points, in an order in which no class covers another. */
export interface Plot {
  /** The points by colour. */
  readonly groups: readonly PointGroup[];
  /** x and y of each point, in turn. */
  readonly points: Float32Array;
  /** The group of each point, as its place in `groups`. */
  readonly group: Uint8Array;
  /** The index of each point in the scatter. */
  readonly index: Uint32Array;
  /** Undefined where there are no points. */
  readonly extent: Extent | undefined;
}

const made = new WeakMap<Scatter, Plot>();

/**
 * The plot of a scatter, made when it is first asked for.
 *
 * @throws InvalidDataError where the parts of the scatter do not hold together
 */
export function plotOf(scatter: Scatter): Plot {
  const known = made.get(scatter);
  if (known) return known;
  checkScatter(scatter);
  const plot = arranged(scatter);
  made.set(scatter, plot);
  return plot;
}

function arranged(scatter: Scatter): Plot {
  const { data, shape } = scatter.points;
  const none = 255;
  const groups = pointGroups(scatter);
  const groupOf = new Uint8Array(shape[0]!).fill(none);
  groups.forEach(({ members }, place) => {
    for (const i of members) groupOf[i] = place;
  });
  const index = interleaved(shape[0]!).filter((i) => groupOf[i] !== none);
  const points = new Float32Array(2 * index.length);
  index.forEach((i, at) => {
    points[2 * at] = data[2 * i]!;
    points[2 * at + 1] = data[2 * i + 1]!;
  });
  return { groups, points, group: Uint8Array.from(index, (i) => groupOf[i]!), index, extent: extentOf(points) };
}

function extentOf(points: Float32Array): Extent | undefined {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i]!, points[i + 1]!];
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < bottom) bottom = y;
    if (y > top) top = y;
  }
  return points.length === 0 ? undefined : { left, right, bottom, top };
}

/** For each group whether it is shown: whether it is not among the names that are hidden. */
export const shownGroups = ({ groups }: Plot, hidden: ReadonlySet<string>): boolean[] =>
  groups.map(({ name }) => name === undefined || !hidden.has(name));
