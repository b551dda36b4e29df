import { stroke } from '../drawing/inks.js';
import { encodeRaster, type Raster } from '../drawing/raster.js';
import { element } from './markup.js';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Whatever images stand in is drawn with sharp pixels. */
export const sharp = { style: 'image-rendering: pixelated' };

/** A picture of one pixel a value, enlarged to its box; a hairline shows where dark ends on dark ground, and light on light. */
export const image = (raster: Raster, box: Box): string =>
  element('image', { ...box, href: dataUri(raster), preserveAspectRatio: 'none' }) +
  element('rect', { ...stroke('muted'), ...box, 'stroke-width': 0.5, 'stroke-opacity': 0.5 });

const dataUri = (raster: Raster): string =>
  `data:image/png;base64,${btoa(Array.from(encodeRaster(raster), (byte) => String.fromCharCode(byte)).join(''))}`;

/** A picture's size where its longer side is this long; never thinner than a pixel. */
export function sizeWithin({ width, height }: Raster, side: number): { width: number; height: number } {
  const scale = side / Math.max(width, height);
  return { width: Math.max(1, width * scale), height: Math.max(1, height * scale) };
}
