import { InvalidDataError } from '@hourglass/core';
import { decodeJpeg } from './decode-jpeg.js';
import { decodePng } from './decode-png.js';
import { imageFormat } from './image-header.js';
import type { Pixels } from './pixels.js';

/**
 * Decodes a PNG or a JPEG, told by its first bytes.
 *
 * @throws InvalidDataError where it is neither, or damaged
 */
export function decodeImage(bytes: Uint8Array): Pixels {
  const format = imageFormat(bytes);
  if (!format) throw new InvalidDataError('Expected a PNG or a JPEG, received other bytes. Convert it first.');
  return format === 'png' ? decodePng(bytes) : decodeJpeg(bytes);
}
