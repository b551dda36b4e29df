import { interleaved } from '../drawing/interleaved.js';
import type { Discs } from '../drawing/discs.js';
import type { PointGroup } from '../drawing/point-groups.js';
import type { Scatter } from '../views/scatter.js';
import type { Frame } from './axes.js';
import type { Scale } from './scale.js';

/** Points in pixels of the picture, in the order in which they are drawn. */
export interface PlacedPoints extends Discs {
  /** The place of each in the view. */
  readonly index: Uint32Array;
}

/** The points of all groups; those of no class lie under the others, which are mixed. The ink is the place of the group. */
export function placedPoints(
  { points: { data } }: Scatter,
  groups: readonly PointGroup[],
  { frame: { left, right, top, bottom }, x, y }: { frame: Frame; x: Scale; y: Scale },
): PlacedPoints {
  const layers = [groups.filter(({ isRest }) => isRest), groups.filter(({ isRest }) => !isRest)];
  const drawn = layers.flatMap((layer) => mixed(layer.flatMap((group) => Array.from(group.members, (i) => ({ i, ink: groups.indexOf(group) })))));
  return {
    index: Uint32Array.from(drawn, ({ i }) => i),
    x: Float32Array.from(drawn, ({ i }) => left + x.position(data[2 * i]!) * (right - left)),
    y: Float32Array.from(drawn, ({ i }) => bottom - y.position(data[2 * i + 1]!) * (bottom - top)),
    ink: Uint8Array.from(drawn, ({ ink }) => ink),
    inks: groups.map(({ ink }) => ink),
  };
}

const mixed = <T>(list: readonly T[]): T[] => Array.from(interleaved(list.length), (place) => list[place]!);
