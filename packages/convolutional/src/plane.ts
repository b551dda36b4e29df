import type { Shape } from '@hourglass/core';

/** Along height and width. */
export type Size = [height: number, width: number];

/** How samples are seen as images: a series is an image one row high. */
export interface Plane {
  /** Of one sample. */
  readonly size: Size;
  /** The same extent along every axis that the samples have: `[1, extent]` for a series. */
  along(extent: number): Size;
  /** The shape that an image `[height, width, channels]` has as a sample: `[width, channels]` for a series. */
  shapeOf(image: Shape): Shape;
}

/** @param inputShape `[length, channels]` or `[height, width, channels]` */
export function planeOf(inputShape: Shape): Plane {
  const [first, second] = inputShape as readonly [number, number];
  return inputShape.length === 2
    ? { size: [1, first], along: (extent) => [1, extent], shapeOf: (image) => image.slice(1) }
    : { size: [first, second], along: (extent) => [extent, extent], shapeOf: (image) => image };
}
