import { sizeOf } from '@hourglass/core';
import { sampleRasters } from '../drawing/sample-rasters.js';
import { boundedBy } from '../views/bounded-by.js';
import type { Scatter } from '../views/scatter.js';
import { rasterCanvas } from './raster-canvas.js';

/** The picture of what a point stands for; undefined where the scatter has none. */
export type Thumbnails = (point: number) => HTMLCanvasElement | undefined;

/** The pictures of what points stand for, each made when it is first asked for. */
export function thumbnailsOf({ images }: Scatter): Thumbnails {
  if (!images) return () => undefined;
  const shape = images.samples.shape.slice(1);
  const size = sizeOf(shape);
  const range = boundedBy(images.range, images.samples);
  const made = new Map<number, HTMLCanvasElement>();
  return (point) => {
    const data = images.samples.data.subarray(point * size, (point + 1) * size);
    const canvas = made.get(point) ?? rasterCanvas(sampleRasters('images', { data, shape: [1, ...shape] }, { range })[0]!);
    made.set(point, canvas);
    return canvas;
  };
}
