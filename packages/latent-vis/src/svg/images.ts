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
export const sharp = { 'image-rendering': 'pixelated' };

/** A picture of one pixel a value, enlarged to its box; a hairline shows where dark ends on dark ground, and light on light. */
export const image = (raster: Raster, box: Box): string =>
  embedded(raster, box) + element('rect', { ...stroke('muted'), ...box, 'stroke-width': 0.5, 'stroke-opacity': 0.5 });

/** A picture stretched to its box. */
export const embedded = (raster: Raster, box: Box): string =>
  element('image', { ...box, href: `data:image/png;base64,${base64(encodeRaster(raster))}`, preserveAspectRatio: 'none' });

/** Characters made in one call, fewer than any engine takes as arguments. */
const chunk = 8192;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += chunk) text += String.fromCharCode(...bytes.subarray(from, from + chunk));
  return btoa(text);
}

/** A picture's size where its longer side is this long; never thinner than a pixel. */
export function sizeWithin({ width, height }: Raster, side: number): { width: number; height: number } {
  const scale = side / Math.max(width, height);
  return { width: Math.max(1, width * scale), height: Math.max(1, height * scale) };
}
