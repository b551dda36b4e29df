import { fullLight, type Pixels } from './pixels.js';

/** How an image of another shape is brought into a size. */
export type Fit = 'crop' | 'stretch' | 'pad';

/**
 * An image in another size. Along an axis that shrinks, each pixel is the average of the area that it covers; along one that
 * grows, values are interpolated linearly between the centres of pixels. Values are kept to 16 bits.
 *
 * @param size `[height, width]`
 * @param fit `crop`: the middle, as much as fills the size; `stretch`: all, each axis for itself; `pad`: all, the rest empty,
 *   which is transparent, or white where there is no alpha
 */
export function resized(pixels: Pixels, size: readonly [height: number, width: number], fit: Fit): Pixels {
  const [height, width] = size;
  if (pixels.height === height && pixels.width === width) return pixels;
  const ratios = [pixels.width / width, pixels.height / height] as const;
  const scale = fit === 'crop' ? Math.min(...ratios) : Math.max(...ratios);
  const across = fit === 'stretch' ? whole(pixels.width, width) : fitted(pixels.width, width, scale);
  const down = fit === 'stretch' ? whole(pixels.height, height) : fitted(pixels.height, height, scale);
  return drawn(pixels, size, { across, down });
}

/** What stretch of an axis of the image goes to what stretch of the result. */
interface Axis {
  readonly from: number;
  readonly length: number;
  readonly size: number;
  readonly to: number;
  readonly target: number;
}

const whole = (size: number, target: number): Axis => ({ from: 0, length: size, size, to: 0, target });

/** The middle of the image at this scale, in the middle of the result. */
function fitted(size: number, available: number, scale: number): Axis {
  const target = Math.min(available, Math.max(1, Math.round(size / scale)));
  const length = Math.min(size, target * scale);
  return { from: (size - length) / 2, length, size, to: Math.floor((available - target) / 2), target };
}

/** The pixels that one pixel of the result is made of, and their shares. */
interface Taps {
  readonly start: number;
  readonly weights: readonly number[];
}

function tapsOf({ from, length, size, target }: Axis): Taps[] {
  const scale = length / target;
  return Array.from({ length: target }, (_, i) => {
    if (scale <= 1) {
      const place = Math.min(size - 1, Math.max(0, from + (i + 0.5) * scale - 0.5));
      const start = Math.floor(place);
      return { start, weights: place === start ? [1] : [1 - (place - start), place - start] };
    }
    const [low, high] = [from + i * scale, Math.min(size, from + (i + 1) * scale)];
    const start = Math.floor(low);
    const covered = Array.from({ length: Math.ceil(high) - start }, (_, k) => Math.min(high, start + k + 1) - Math.max(low, start + k));
    return { start, weights: covered.map((part) => part / (high - low)) };
  });
}

function drawn(pixels: Pixels, [height, width]: readonly [number, number], { across, down }: { across: Axis; down: Axis }): Pixels {
  const { channels } = pixels;
  const stride = across.target * channels;
  const shrunk = shrunkAcross(pixels, tapsOf(across));
  const row = new Float64Array(stride);
  const data = new Uint16Array(height * width * channels);
  if (channels !== 4) data.fill(65535);
  tapsOf(down).forEach(({ start, weights }, y) => {
    row.fill(0);
    weights.forEach((weight, k) => {
      const offset = (start + k) * stride;
      for (let i = 0; i < stride; i++) row[i]! += weight * shrunk[offset + i]!;
    });
    const to = ((down.to + y) * width + across.to) * channels;
    for (let i = 0; i < stride; i++) data[to + i] = Math.round(65535 * (channels === 4 && i % 4 < 3 ? row[i]! / (row[i - (i % 4) + 3]! || 1) : row[i]!));
  });
  return { width, height, channels, data };
}

/** `[height, target, channels]` from 0 to 1; colours are weighted by their alpha, so that what is transparent gives none. */
function shrunkAcross({ width, height, channels, data }: Pixels, taps: readonly Taps[]): Float32Array {
  const unit = 1 / fullLight(data);
  const into = new Float32Array(height * taps.length * channels);
  for (let y = 0, to = 0; y < height; y++)
    for (const { start, weights } of taps)
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        let from = (y * width + start) * channels;
        for (const weight of weights) {
          sum += weight * data[from + channel]! * (channels === 4 && channel < 3 ? data[from + 3]! * unit : 1);
          from += channels;
        }
        into[to++] = sum * unit;
      }
  return into;
}
