import type { PointStyle } from './point-style.js';
import type { Raster } from './raster.js';
import { rgb } from './rgb.js';

/** Points to be drawn, in pixels of a raster. */
export interface Discs {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** The colour of each, as its place in `inks`. */
  readonly ink: Uint8Array;
  /** `#rrggbb` */
  readonly inks: readonly string[];
}

/** In how many steps a pixel is divided, across and down, for the middle of a disc. */
const phases = 4;

/** Discs with smooth edges, one over another in their order, on empty ground. */
export function drawDiscs({ width, height }: { width: number; height: number }, { x, y, ink, inks }: Discs, style: PointStyle): Raster {
  const canvas = new Float32Array(width * height * 4); // red, green, blue, each times alpha; alpha
  const colours = inks.map(rgb);
  const { stamps, size } = stampsOf(style);
  const reach = (size - 1) >> 1;

  for (let i = 0; i < x.length; i++) {
    const [column, row] = [Math.floor(x[i]!), Math.floor(y[i]!)];
    const phase = Math.floor((y[i]! - row) * phases) * phases + Math.floor((x[i]! - column) * phases);
    const [red, green, blue] = colours[ink[i]!] as [number, number, number];
    for (let v = Math.max(0, reach - row); v < size && row + v - reach < height; v++)
      for (let u = Math.max(0, reach - column); u < size && column + u - reach < width; u++) {
        const alpha = stamps[(phase * size + v) * size + u]!;
        if (alpha === 0) continue;
        const at = ((row + v - reach) * width + column + u - reach) * 4;
        const under = 1 - alpha;
        canvas[at] = red * alpha + canvas[at]! * under;
        canvas[at + 1] = green * alpha + canvas[at + 1]! * under;
        canvas[at + 2] = blue * alpha + canvas[at + 2]! * under;
        canvas[at + 3] = alpha + canvas[at + 3]! * under;
      }
  }
  return { width, height, data: toBytes(canvas) };
}

/** The opacity of each pixel about a disc, for each place of its middle within a pixel. */
function stampsOf({ radius, opacity }: PointStyle): { stamps: Float32Array; size: number } {
  const reach = Math.ceil(radius + 0.5);
  const size = 2 * reach + 1;
  const stamps = new Float32Array(phases * phases * size * size);
  for (let phase = 0, at = 0; phase < phases * phases; phase++)
    for (let v = -reach; v <= reach; v++)
      for (let u = -reach; u <= reach; u++) {
        const across = u + 0.5 - ((phase % phases) + 0.5) / phases;
        const down = v + 0.5 - (Math.floor(phase / phases) + 0.5) / phases;
        stamps[at++] = opacity * Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(across, down)));
      }
  return { stamps, size };
}

/** Colours divided by alpha again, as PNG has them, in 32 shades a channel and 16 of alpha: nobody sees it, and files are far smaller. */
function toBytes(canvas: Float32Array): Uint8Array {
  const bytes = new Uint8Array(canvas.length);
  for (let at = 0; at < canvas.length; at += 4) {
    const alpha = canvas[at + 3]!;
    const shades = Math.round(alpha * 15);
    if (shades === 0) continue;
    for (let channel = 0; channel < 3; channel++) bytes[at + channel] = Math.round((Math.round((canvas[at + channel]! / alpha / 255) * 31) / 31) * 255);
    bytes[at + 3] = shades * 17;
  }
  return bytes;
}
