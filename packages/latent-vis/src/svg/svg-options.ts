import { InvalidOptionError } from '@hourglass/core';

export interface SvgOptions {
  /** What the picture shows, in one line, for those who hear it rather than see it. Default: what the view holds. */
  readonly title?: string;
  /**
   * The width of a chart in pixels, at least 240. Default 720. Cards stand as many in a row as fit, three by default; rows take
   * theirs from their images.
   */
  readonly width?: number;
  /** The height of a chart in pixels, at least 160. Default 420, and 540 for a map. Rows take theirs from their images. */
  readonly height?: number;
  /** Draws the images of a map at as many of its points as have room for them. Default false. */
  readonly thumbnails?: boolean;
}

/** Refuses a chart too small to draw in. */
export function checkSize({ width, height }: { width: number; height: number }): void {
  atLeast('width', 240, width);
  atLeast('height', 160, height);
}

function atLeast(option: string, least: number, value: number): void {
  if (value >= least && Number.isFinite(value)) return;
  throw new InvalidOptionError(option, `svg: ${option}: expected ${least} pixels or more, received ${value}.`);
}
