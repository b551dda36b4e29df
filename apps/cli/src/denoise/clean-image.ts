import { InvalidDataError, type NdArray } from '@hourglass/core';
import { decodeImage, type Pixels } from '@hourglass/datasets';
import { inTiles } from '@hourglass/denoising';
import { encode } from 'fast-png';
import type { Cleaned, Cleaner } from './cleaned.js';

/**
 * Cleans a PNG or JPEG. Size, colours and alpha stay as they are, and 16 bits stay 16; the outcome is a PNG.
 *
 * @throws InvalidDataError where it is damaged, or the model is not one of grey or coloured images
 */
export async function cleanImage(bytes: Uint8Array, { model }: Cleaner): Promise<Cleaned> {
  const pixels = decodeImage(bytes);
  const own = model.recipe.inputShape.at(-1)!;
  if (own !== 1 && own !== 3 && own !== 4)
    throw new InvalidDataError(`Expected a model of images of 1, 3 or 4 channels, received one of ${own}. Write the images to an NPY file.`);
  const colours = pixels.channels < 3 ? 1 : 3;
  const given = own === 1 ? colours : own;
  const cleaned = await inTiles(model, lightOf(pixels, given));
  return { bytes: encoded(cleaned, pixels), notes: notesOn(own, colours) };
}

function notesOn(own: number, colours: number): string[] {
  if (own === 1 && colours === 3) return ['red, green and blue were cleaned one by one, by a model of grey images'];
  return own > 1 && colours === 1 ? ['a grey image was cleaned by a model of coloured ones, and is grey again'] : [];
}

const hasAlpha = ({ channels }: Pixels): boolean => channels % 2 === 0;
const fullLight = ({ data }: Pixels): number => (data instanceof Uint16Array ? 65535 : 255);

/** `[height, width, channels]` from 0 to 1; grey stands for every colour, and where there is no alpha it is full. */
function lightOf(pixels: Pixels, channels: number): NdArray<Float32Array> {
  const { width, height, data, channels: stored } = pixels;
  const full = fullLight(pixels);
  const light = new Float32Array(width * height * channels);
  for (let i = 0; i < light.length; i++) {
    const [pixel, channel] = [Math.floor(i / channels) * stored, i % channels];
    const from = channel === 3 ? stored - 1 : stored < 3 ? 0 : channel;
    light[i] = channel === 3 && !hasAlpha(pixels) ? 1 : data[pixel + from]! / full;
  }
  return { data: light, shape: [height, width, channels] };
}

/** The pixels with other light, as a PNG. */
function encoded({ data: light, shape }: NdArray<Float32Array>, pixels: Pixels): Uint8Array {
  const { width, height, channels } = pixels;
  const [full, given] = [fullLight(pixels), shape[2]!];
  const data = pixels.data.slice();
  const colours = hasAlpha(pixels) ? channels - 1 : channels;
  for (let i = 0; i < width * height; i++)
    for (let channel = 0; channel < colours; channel++) {
      const at = i * given + channel;
      const value = colours === 1 && given > 1 ? (light[at]! + light[at + 1]! + light[at + 2]!) / 3 : light[at]!;
      data[i * channels + channel] = Math.round(full * Math.min(1, Math.max(0, value)));
    }
  return encode({ width, height, channels, depth: full === 255 ? 8 : 16, data });
}
