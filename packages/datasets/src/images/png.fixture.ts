import { zlibSync } from 'fflate';
import { crc32 } from '@hourglass/core';
import { pngSignature, samplesPerPixel } from './png-chunks.js';

export interface PngFile {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colourType: number;
  readonly isInterlaced?: boolean;
  readonly palette?: readonly number[];
  readonly transparency?: readonly number[];
  /** The value of a sample, from 0 to 2^depth − 1. */
  readonly sample: (x: number, y: number, channel: number) => number;
}

/** A PNG file whose lines take each of the five filters in turn, with its image data in two chunks and a text beside. */
export function pngFile({ palette, transparency, ...file }: PngFile): Uint8Array {
  const passes = file.isInterlaced
    ? [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]]
    : [[0, 0, 1, 1]];
  const packed = zlibSync(Uint8Array.from(passes.flatMap((pass) => passLines(file, pass))));
  return Uint8Array.from([
    ...pngSignature,
    ...chunk('IHDR', [...uint32(file.width), ...uint32(file.height), file.depth, file.colourType, 0, 0, file.isInterlaced ? 1 : 0]),
    ...chunk('tEXt', [...new TextEncoder().encode('Title\0a test')]),
    ...(palette ? chunk('PLTE', palette) : []),
    ...(transparency ? chunk('tRNS', transparency) : []),
    ...chunk('IDAT', [...packed.subarray(0, 9)]),
    ...chunk('IDAT', [...packed.subarray(9)]),
    ...chunk('IEND', []),
  ]);
}

/** A chunk with its length and checksum. */
export function chunk(type: string, data: readonly number[]): number[] {
  const body = [...new TextEncoder().encode(type), ...data];
  return [...uint32(data.length), ...body, ...uint32(crc32(Uint8Array.from(body)))];
}

const uint32 = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

function passLines({ width, height, depth, colourType, sample }: PngFile, pass: readonly number[]): number[] {
  const [x0, y0, dx, dy] = pass as [number, number, number, number];
  const samples = samplesPerPixel(colourType);
  const distance = Math.ceil((samples * depth) / 8);
  const lines: number[] = [];
  let above: number[] = [];
  for (let y = y0, row = 0; y < height && x0 < width; y += dy, row++) {
    let bits = '';
    for (let x = x0; x < width; x += dx) for (let channel = 0; channel < samples; channel++) bits += sample(x, y, channel).toString(2).padStart(depth, '0');
    const line = (bits.match(/.{1,8}/g) ?? []).map((byte) => parseInt(byte.padEnd(8, '0'), 2));
    const filter = row % 5;
    lines.push(filter, ...line.map((byte, i) => (byte - predicted(filter, line[i - distance] ?? 0, above[i] ?? 0, above[i - distance] ?? 0)) & 255));
    above = line;
  }
  return lines;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const nearest = [left, up, corner].toSorted((a, b) => Math.abs(estimate - a) - Math.abs(estimate - b))[0]!;
  return [0, left, up, Math.floor((left + up) / 2), nearest][filter]!;
}

/** A file whose chunks have the checksums that fit, as far as they can be walked through. */
export function withChecksums(bytes: Uint8Array): Uint8Array {
  const mended = bytes.slice();
  const view = new DataView(mended.buffer);
  for (let offset = 8; offset + 12 <= mended.length; ) {
    const length = view.getUint32(offset);
    if (offset + 12 + length > mended.length) break;
    view.setUint32(offset + 8 + length, crc32(mended.subarray(offset + 4, offset + 8 + length)));
    offset += 12 + length;
  }
  return mended;
}
