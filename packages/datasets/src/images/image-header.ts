import { InvalidDataError } from '@hourglass/core';
import { readExactly, type OpenBytes } from '../byte-source.js';
import { firstJpegFrame } from './jpeg-frame.js';
import { pngHeader, pngHeaderBytes, pngSignature } from './png-chunks.js';

/** What is known of an image before it is decoded. */
export interface ImageHeader {
  readonly width: number;
  readonly height: number;
  readonly isGrey: boolean;
  /** What it takes once it is decoded. */
  readonly bytes: number;
}

/** The format that the first bytes show, whatever the file is called. */
export function imageFormat(bytes: Uint8Array): 'png' | 'jpeg' | undefined {
  if (pngSignature.every((byte, i) => byte === bytes[i])) return 'png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  return undefined;
}

/**
 * Reads as much of a file as its header takes.
 *
 * @param limit bytes that an image may take as a file
 * @returns nothing where it is neither PNG nor JPEG
 * @throws InvalidDataError where the header is damaged, or the file larger
 */
export async function imageHeader(file: OpenBytes, limit: number): Promise<ImageHeader | undefined> {
  const start = await readExactly(file, 0, Math.min(file.size, pngHeaderBytes));
  const format = imageFormat(start);
  if (format && file.size > limit)
    throw new InvalidDataError(`Expected an image in at most ${limit} bytes, received a file of ${file.size}. Make it smaller, or raise the option limit.`);
  if (format === 'png') {
    const { width, height, depth, colourType } = pngHeader(start);
    return { width, height, isGrey: colourType === 0 || colourType === 4, bytes: width * height * 4 * (depth === 16 ? 2 : 1) };
  }
  return format && jpegHeader(file);
}

async function jpegHeader(file: OpenBytes): Promise<ImageHeader> {
  for (let length = 2 ** 14; ; length *= 8) {
    const frame = firstJpegFrame(await readExactly(file, 0, Math.min(file.size, length)));
    if (frame) return { ...frame, isGrey: frame.components === 1, bytes: frame.width * frame.height * 3 };
    if (length >= file.size) throw new InvalidDataError(`Expected a JPEG with a frame, received ${file.size} bytes without. The file was cut short; get it again.`);
  }
}
