import type { Shape } from '@hourglass/core';
import { shareOf, signal, type Colouring } from './colouring.js';
import { inkColour, lineInks } from './inks.js';
import type { Raster } from './raster.js';
import { rgb } from './rgb.js';
import { sequential } from './sequential.js';

const [width, height] = [128, 64];
const thickness = 1.5;

/** Sound and series have few channels and are far longer than that; what is not is an image. */
export const isSeries = (shape: Shape): boolean => shape.length === 2 && shape[1]! <= lineInks.length && shape[0]! >= 8 * shape[1]!;

/**
 * The picture of sound or a series: its values as a line from left to right, a channel in an ink of its own; as columns where they
 * are drawn in colours. Where several values fall on one pixel, all lie under the line.
 *
 * @param values `[length, channels]`, of a shape that `isSeries`
 */
export function seriesRaster(values: ArrayLike<number>, channels: number, { range, inColours = false }: Colouring): Raster {
  const raster: Raster = { width, height, data: new Uint8Array(width * height * 4) };
  const ground = inColours ? sequential(0) : [255, 255, 255];
  for (let pixel = 0; pixel < width * height; pixel++) raster.data.set([...ground, 255], 4 * pixel);
  for (let channel = 0; channel < channels; channel++)
    for (let x = 0; x < width; x++) {
      const [low, high] = extentAt(x, values.length / channels, (place) => shareOf(values[place * channels + channel]!, range));
      if (Number.isNaN(low)) column(raster, x, { from: 0, to: height, ink: signal });
      else if (inColours) column(raster, x, { from: (1 - high) * height, to: height, ink: sequential(high) });
      else column(raster, x, { from: placeOf(high) - thickness / 2, to: placeOf(low) + thickness / 2, ink: inkOf(channel, channels) });
    }
  return raster;
}

/** From the top, so that the line stays within the picture. */
const placeOf = (share: number): number => thickness / 2 + (1 - share) * (height - thickness);

/** The least and the greatest share of the range that the line takes over a column of pixels; NaN where a value is not a number. */
function extentAt(x: number, length: number, shareAt: (place: number) => number): [number, number] {
  const between = (place: number): number => {
    const [below, above] = [shareAt(Math.floor(place)), shareAt(Math.ceil(place))];
    return below + (above - below) * (place % 1);
  };
  const [from, to] = [x, x + 1].map((edge) => (edge * (length - 1)) / width) as [number, number];
  let [low, high] = [Math.min(between(from), between(to)), Math.max(between(from), between(to))];
  for (let place = Math.ceil(from); place <= to; place++) {
    low = Math.min(low, shareAt(place));
    high = Math.max(high, shareAt(place));
  }
  return [low, high];
}

/** Lays an ink over a part of a column, thinner where only a share of a pixel is covered. */
function column({ data }: Raster, x: number, { from, to, ink }: { from: number; to: number; ink: readonly number[] }): void {
  for (let y = Math.max(0, Math.floor(from)); y < Math.min(height, to); y++) {
    const covered = Math.min(to, y + 1) - Math.max(from, y);
    for (let i = 0; i < 3; i++) {
      const at = 4 * (y * width + x) + i;
      data[at] = Math.round(data[at]! + (ink[i]! - data[at]!) * covered);
    }
  }
}

const black = [0, 0, 0];

const inkOf = (channel: number, channels: number): readonly number[] => (channels === 1 ? black : rgb(inkColour(lineInks[channel]!, false)));
