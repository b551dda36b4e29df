import { InvalidDataError } from '../errors.js';
import type { NdArray } from '../values.js';
import { checkShapes } from './check-shapes.js';
import { rangeWidth, type RangeOption } from './range-option.js';

const radius = 5;
const side = 2 * radius + 1;
const window = gaussianWindow(1.5);

/**
 * Structural similarity (Wang et al., 2004): Gaussian window of 11×11 pixels and σ 1.5, K₁ 0.01, K₂ 0.03, population
 * covariance, the mean over channels, images and every place where the window fits.
 *
 * @param clean `[batch, height, width, channels]` or `[batch, height, width]`, at least 11×11 pixels
 * @param reconstruction the same shape
 * @returns 1 for equal images, smaller for less alike ones; at least −1
 * @throws InvalidDataError where shapes differ or are not those of images of 11×11 pixels or more
 */
export function ssim(clean: NdArray, reconstruction: NdArray, options: RangeOption = {}): number {
  const rangeSize = rangeWidth('ssim', options);
  checkShapes('ssim', clean, reconstruction);
  const [count, height = 0, width = 0, channels = 1] = clean.shape as [number, number?, number?, number?];
  if (clean.shape.length < 3 || clean.shape.length > 4 || height < side || width < side)
    throw new InvalidDataError(
      `ssim: expected images [batch, height, width, channels] of at least ${side}×${side} pixels, ` +
        `received [${clean.shape.join(', ')}].`,
    );
  const c1 = (0.01 * rangeSize) ** 2;
  const c2 = (0.03 * rangeSize) ** 2;
  let sum = 0;
  for (let image = 0; image < count; image++)
    for (let channel = 0; channel < channels; channel++) {
      const plane = { start: image * height * width * channels + channel, step: channels, height, width };
      sum += planeSimilarity(clean.data, reconstruction.data, plane, [c1, c2]);
    }
  return sum / (count * channels);
}

interface Plane {
  readonly start: number;
  readonly step: number;
  readonly height: number;
  readonly width: number;
}

type Values = NdArray['data'];

function planeSimilarity(a: Values, b: Values, plane: Plane, [c1, c2]: readonly [number, number]): number {
  const at = (i: number): number => plane.start + i * plane.step;
  const meanA = smooth(plane, (i) => a[at(i)]!);
  const meanB = smooth(plane, (i) => b[at(i)]!);
  const squareA = smooth(plane, (i) => a[at(i)]! ** 2);
  const squareB = smooth(plane, (i) => b[at(i)]! ** 2);
  const product = smooth(plane, (i) => a[at(i)]! * b[at(i)]!);
  let sum = 0;
  for (let i = 0; i < meanA.length; i++) {
    const [x, y] = [meanA[i]!, meanB[i]!];
    const [varianceX, varianceY, covariance] = [squareA[i]! - x * x, squareB[i]! - y * y, product[i]! - x * y];
    sum += ((2 * x * y + c1) * (2 * covariance + c2)) / ((x * x + y * y + c1) * (varianceX + varianceY + c2));
  }
  return sum / meanA.length;
}

/** The weighted mean in the window around each pixel where it fits: `[height − 10, width − 10]`. */
function smooth({ height, width }: Plane, value: (pixel: number) => number): Float64Array {
  const [rows, columns] = [height - 2 * radius, width - 2 * radius];
  const across = new Float64Array(height * columns);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < columns; x++)
      for (let k = 0; k < side; k++) across[y * columns + x]! += window[k]! * value(y * width + x + k);
  const out = new Float64Array(rows * columns);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      for (let k = 0; k < side; k++) out[y * columns + x]! += window[k]! * across[(y + k) * columns + x]!;
  return out;
}

function gaussianWindow(sigma: number): Float64Array {
  const weights = Float64Array.from({ length: side }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
