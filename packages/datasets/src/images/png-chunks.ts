import { crc32, InvalidDataError } from '@hourglass/core';

/** What a PNG's first chunk says. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** 0: grey, 2: colour, 3: palette, 4: grey and alpha, 6: colour and alpha. */
  readonly colourType: number;
  readonly isInterlaced: boolean;
}

/** The chunks of a PNG that make its picture. */
export interface PngChunks {
  readonly header: PngHeader;
  /** `[colours, 3]` */
  readonly palette?: Uint8Array | undefined;
  readonly transparency?: Uint8Array | undefined;
  /** All image data, packed. */
  readonly packed: Uint8Array;
}

export const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Bytes that hold the signature and the first chunk. */
export const pngHeaderBytes = 33;

/** Bits of a sample that each type of colour may have (PNG, third edition, 11.2.1). */
const depths: Readonly<Record<number, readonly number[]>> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };

/** Samples of a pixel for each type of colour. */
export const samplesPerPixel = (colourType: number): 1 | 2 | 3 | 4 => (colourType === 6 ? 4 : colourType === 4 ? 2 : colourType === 2 ? 3 : 1);

/**
 * Reads the header of a PNG.
 *
 * @param bytes from the signature on, 33 at least
 * @throws InvalidDataError where it is damaged or holds what the format does not know
 */
export function pngHeader(bytes: Uint8Array): PngHeader {
  const { type, data } = chunkAt(bytes, pngSignature.length);
  if (type !== 'IHDR' || data.length !== 13) throw damaged(`Expected a PNG to begin with its header, received a chunk ${type} of ${data.length} bytes.`);
  const view = viewOf(data);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colourType, compression, filter, interlace] = data.subarray(8) as unknown as [number, number, number, number, number];
  if (width === 0 || height === 0) throw damaged(`Expected a PNG of one pixel or more, received ${width} × ${height}.`);
  if (!depths[colourType]?.includes(depth) || compression !== 0 || filter !== 0 || interlace > 1)
    throw damaged(`Expected a PNG of a known kind, received depth ${depth}, colour type ${colourType}, compression ${compression}, filter ${filter}, interlace ${interlace}.`);
  return { width, height, depth, colourType, isInterlaced: interlace === 1 };
}

/**
 * Takes a PNG apart and checks every chunk.
 *
 * @throws InvalidDataError where a chunk is damaged, missing or out of place
 */
export function pngChunks(bytes: Uint8Array): PngChunks {
  const header = pngHeader(bytes);
  const found = new Map<string, Uint8Array>();
  const parts: Uint8Array[] = [];
  let previous = 'IHDR';
  for (let offset = pngHeaderBytes; previous !== 'IEND'; ) {
    const { type, data } = chunkAt(bytes, offset);
    offset += 12 + data.length;
    const isRepeated = type === 'IDAT' ? parts.length > 0 && previous !== 'IDAT' : found.has(type);
    const isLate = (type === 'PLTE' || type === 'tRNS') && parts.length > 0;
    const isCritical = type.charCodeAt(0) < 0x60; // a capital letter
    if ((isCritical || type === 'tRNS') && (isRepeated || isLate || type === 'IHDR')) throw damaged(`Expected chunk ${type} once, in its place.`);
    if (isCritical && !['PLTE', 'IDAT', 'IEND'].includes(type)) throw damaged(`Expected chunks of a PNG, received ${type}.`);
    if (type === 'IDAT') parts.push(data);
    else found.set(type, data);
    previous = type;
  }
  return { header, palette: found.get('PLTE'), transparency: found.get('tRNS'), packed: joined(parts) };
}

/** The chunk that begins at a byte, its checksum checked. */
function chunkAt(bytes: Uint8Array, offset: number): { type: string; data: Uint8Array } {
  const view = viewOf(bytes);
  const length = offset + 12 <= bytes.length ? view.getUint32(offset) : Infinity;
  if (offset + 12 + length > bytes.length) throw damaged(`Expected a PNG to end with IEND, received ${bytes.length} bytes that end inside a chunk.`);
  const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
  if (crc32(bytes.subarray(offset + 4, offset + 8 + length)) !== view.getUint32(offset + 8 + length))
    throw damaged(`Expected the checksum of chunk ${type} at byte ${offset} to fit.`);
  return { type, data: bytes.subarray(offset + 8, offset + 8 + length) };
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView => new DataView(buffer, byteOffset, byteLength);

const damaged = (what: string): InvalidDataError => new InvalidDataError(`${what} The file is damaged; get it again.`);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
