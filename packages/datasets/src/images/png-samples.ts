import { InvalidDataError } from '@hourglass/core';
import { unzlibSync } from 'fflate';
import { samplesPerPixel, type PngChunks, type PngHeader } from './png-chunks.js';

/** Pixels that are stored together: all, or every few of an interlaced image. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

const allPixels: readonly Pass[] = [{ x: 0, y: 0, dx: 1, dy: 1 }];

/** The seven passes of Adam7 (PNG, third edition, 8.1). */
const adam7: readonly Pass[] = [
  { x: 0, y: 0, dx: 8, dy: 8 },
  { x: 4, y: 0, dx: 8, dy: 8 },
  { x: 0, y: 4, dx: 4, dy: 8 },
  { x: 2, y: 0, dx: 4, dy: 4 },
  { x: 0, y: 2, dx: 2, dy: 4 },
  { x: 1, y: 0, dx: 2, dy: 2 },
  { x: 0, y: 1, dx: 1, dy: 2 },
];

/** The most bytes that one byte of deflated data can stand for. */
const deflateRatio = 1032;

/**
 * The samples of a PNG as they are stored: `[height, width, samples per pixel]`, each from 0 to 2^depth − 1.
 *
 * @throws InvalidDataError where the image data are damaged
 */
export function pngSamples({ header, packed }: PngChunks): Uint8Array | Uint16Array {
  const { width, height, depth, colourType, isInterlaced } = header;
  const samples = samplesPerPixel(colourType);
  const lines = (isInterlaced ? adam7 : allPixels).map((pass) => {
    const columns = Math.max(0, Math.ceil((width - pass.x) / pass.dx));
    const rows = columns && Math.max(0, Math.ceil((height - pass.y) / pass.dy));
    return { ...pass, columns, rows, bytes: Math.ceil((columns * samples * depth) / 8) };
  });
  const raw = inflated(packed, lines.reduce((sum, { rows, bytes }) => sum + rows * (1 + bytes), 0));
  const into = depth === 16 ? new Uint16Array(width * height * samples) : new Uint8Array(width * height * samples);
  let offset = 0;
  for (const { x, y, dx, dy, columns, rows, bytes } of lines) {
    let above: Uint8Array = new Uint8Array(bytes);
    for (let row = 0; row < rows; row++, offset += 1 + bytes) {
      const line = raw.subarray(offset + 1, offset + 1 + bytes);
      unfilter(raw[offset]!, line, above, Math.ceil((samples * depth) / 8));
      unpack(line, header, columns, { into, start: ((y + row * dy) * width + x) * samples, step: dx * samples });
      above = line;
    }
  }
  return into;
}

function inflated(packed: Uint8Array, size: number): Uint8Array {
  const tooShort = () => new InvalidDataError(`Expected ${size} bytes of image data, received fewer. The file is damaged; get it again.`);
  if (size > packed.length * deflateRatio) throw tooShort();
  let raw: Uint8Array;
  try {
    raw = unzlibSync(packed, { out: new Uint8Array(size) });
  } catch (cause) {
    throw new InvalidDataError(`Expected deflated image data, which could not be read (${String(cause)}). The file is damaged; get it again.`, { cause });
  }
  if (raw.length < size) throw tooShort();
  return raw;
}

/** Undoes a filter in place (PNG, third edition, 9.2). */
function unfilter(filter: number, line: Uint8Array, above: Uint8Array, distance: number): void {
  if (filter === 0) return;
  if (filter > 4) throw new InvalidDataError(`Expected a filter from 0 to 4, received ${filter}. The file is damaged; get it again.`);
  for (let i = 0; i < line.length; i++) {
    const left = i < distance ? 0 : line[i - distance]!;
    const up = above[i]!;
    if (filter === 1) line[i]! += left;
    else if (filter === 2) line[i]! += up;
    else if (filter === 3) line[i]! += (left + up) >> 1;
    else line[i]! += paeth(left, up, i < distance ? 0 : above[i - distance]!);
  }
}

/** The neighbour that is nearest to left + up − corner. */
function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Where the samples of a line go: pixels from `start` on, `step` values apart. */
interface Target {
  readonly into: Uint8Array | Uint16Array;
  readonly start: number;
  readonly step: number;
}

function unpack(line: Uint8Array, { depth, colourType }: PngHeader, columns: number, { into, start, step }: Target): void {
  const samples = samplesPerPixel(colourType);
  if (depth === 8 && step === samples) {
    into.set(line, start);
    return;
  }
  const most = (1 << depth) - 1;
  for (let column = 0, from = 0; column < columns; column++)
    for (let sample = 0; sample < samples; sample++, from++) {
      const bit = from * depth;
      const value = depth === 16 ? (line[2 * from]! << 8) | line[2 * from + 1]! : (line[bit >> 3]! >> (8 - depth - (bit & 7))) & most;
      into[start + column * step + sample] = value;
    }
}
