import type { Raster } from '../drawing/raster.js';

/** A canvas that holds a picture, a pixel a pixel. */
export function rasterCanvas({ width, height, data }: Raster, canvas = document.createElement('canvas')): HTMLCanvasElement {
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')!.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
  return canvas;
}
