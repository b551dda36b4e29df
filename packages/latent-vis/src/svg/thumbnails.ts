import type { Scatter } from '../views/scatter.js';
import { boundedBy } from '../views/bounded-by.js';
import { sampleRasters } from '../drawing/sample-rasters.js';
import type { Frame } from './axes.js';
import { embedded, sharp, sizeWithin } from './images.js';
import { element } from './markup.js';
import type { PlacedPoints } from './placed-points.js';

/** The longer side of an image, and the least space between two, in pixels. */
const side = 24;
const gap = 3;

/** Images at their points, with an edge in the colour of the class, for as many points as there is room without overlap. */
export function thumbnailImages({ samples, range }: NonNullable<Scatter['images']>, points: PlacedPoints, frame: Frame): string {
  const size = samples.data.length / samples.shape[0]!;
  const shape = [1, ...samples.shape.slice(1)];
  const bounded = boundedBy(range, samples);
  const drawn = spreadOut(points, frame).map((place) => {
    const first = points.index[place]! * size;
    const [raster] = sampleRasters('images', { data: samples.data.subarray(first, first + size), shape }, { range: bounded });
    const { width, height } = sizeWithin(raster!, side);
    const box = { x: points.x[place]! - width / 2, y: points.y[place]! - height / 2, width, height };
    return embedded(raster!, box) + element('rect', { ...box, fill: 'none', stroke: points.inks[points.ink[place]!]!, 'stroke-width': 1.5 });
  });
  return element('g', sharp, ...drawn);
}

/** The points, by their place, whose images lie inside the frame and clear of those before them. */
function spreadOut({ x, y }: PlacedPoints, { left, right, top, bottom }: Frame): number[] {
  const pitch = side + gap;
  const cells = new Map<string, number>();
  const near = (place: number): boolean => {
    const [column, row] = cellOf(place);
    for (let u = column - 1; u <= column + 1; u++)
      for (let v = row - 1; v <= row + 1; v++) {
        const other = cells.get(`${u},${v}`);
        if (other !== undefined && Math.abs(x[other]! - x[place]!) < pitch && Math.abs(y[other]! - y[place]!) < pitch) return true;
      }
    return false;
  };
  const cellOf = (place: number): [number, number] => [Math.floor(x[place]! / pitch), Math.floor(y[place]! / pitch)];
  const isInside = (place: number): boolean =>
    x[place]! >= left + side / 2 && x[place]! <= right - side / 2 && y[place]! >= top + side / 2 && y[place]! <= bottom - side / 2;

  const chosen = Array.from(x.keys()).filter((place) => {
    if (!isInside(place) || near(place)) return false;
    cells.set(cellOf(place).join(), place);
    return true;
  });
  return chosen;
}
