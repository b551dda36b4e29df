import { stroke } from '../drawing/inks.js';
import { encodeRaster, type Raster } from '../drawing/raster.js';
import { element } from './markup.js';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture of pixels as part of the document, stretched to a box. */
export const embeddedRaster = (raster: Raster, box: Box): string =>
  element('image', { ...box, href: `data:image/png;base64,${base64(encodeRaster(raster))}`, preserveAspectRatio: 'none' });

/** A hairline, without which dark images end nowhere on dark ground, and light ones on light. */
export const outline = (box: Box): string => element('rect', { ...stroke('muted'), ...box, 'stroke-width': 0.5, 'stroke-opacity': 0.5 });

/** Characters made in one call, fewer than any engine takes as arguments. */
const chunk = 8192;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += chunk) text += String.fromCharCode(...bytes.subarray(from, from + chunk));
  return btoa(text);
}
