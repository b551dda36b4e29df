import { InvalidDataError } from '@hourglass/core';
import { decode } from 'jpeg-js';
import { jpegFrame } from './jpeg-frame.js';
import type { Pixels } from './pixels.js';

/**
 * Decodes a baseline or progressive JPEG of 8 bits. An orientation that its camera noted is not applied.
 *
 * @throws InvalidDataError where it is damaged or cut short
 */
export function decodeJpeg(bytes: Uint8Array): Pixels {
  const { width, height, components, adobeTransform, end } = jpegFrame(bytes);
  if ((width * height) / 64 > 8 * end) // every block of 8 × 8 takes a bit at least
    throw new InvalidDataError(`Expected data for ${width} × ${height} pixels, received ${end} bytes. The file was cut short; get it again.`);
  const rgb = decoded(bytes.subarray(0, end), components === 3 && adobeTransform === 0);
  if (components > 1) return { width, height, channels: 3, data: rgb };
  return { width, height, channels: 1, data: rgb.filter((_, i) => i % 3 === 0) };
}

/** `[height, width, 3]` */
function decoded(bytes: Uint8Array, isRgb: boolean): Uint8Array {
  try {
    return decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      ...(isRgb && { colorTransform: false }),
      maxResolutionInMP: 65535 ** 2 / 1e6, // the size is checked before
      maxMemoryUsageInMB: 8192,
    }).data;
  } catch (cause) {
    throw new InvalidDataError(`Expected a JPEG, which could not be decoded (${String(cause)}). The file is damaged; get it again.`, { cause });
  }
}
