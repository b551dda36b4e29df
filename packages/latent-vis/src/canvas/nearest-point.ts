import type { Place } from './camera.js';
import type { Plot } from './plot.js';

export interface Near {
  /** How far away a point may be, in units of the plane. Default: any distance. */
  readonly within?: number;
  /** For each group whether its points count. */
  readonly shown: readonly boolean[];
}

/** The index in the scatter of the point next to a place of the plane, or undefined where there is none. */
export function nearestPoint({ points, group, index }: Plot, { x, y }: Place, { within = Infinity, shown }: Near): number | undefined {
  let nearest: number | undefined;
  let least = within * within;
  for (let i = 0; i < group.length; i++) {
    const [right, up] = [points[2 * i]! - x, points[2 * i + 1]! - y];
    const distance = right * right + up * up;
    if (distance > least || !shown[group[i]!]) continue;
    least = distance;
    nearest = index[i];
  }
  return nearest;
}
