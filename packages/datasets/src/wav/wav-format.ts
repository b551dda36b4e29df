import { InvalidDataError } from '@hourglass/core';
import { readExactly, type OpenBytes } from '../byte-source.js';

/** How a recording is stored, and where. */
export interface WavFormat {
  readonly channels: number;
  /** Frames a second. */
  readonly sampleRate: number;
  readonly isFloat: boolean;
  /** Bytes of one value. */
  readonly width: number;
  /** The byte at which the values begin. */
  readonly start: number;
  /** Values of each channel. */
  readonly frames: number;
}

/** Bytes of a header with everything that it may hold; files with more before their values are read on. */
const formatBytes = 40;

/**
 * Reads the chunks of a WAV file up to its values: PCM of 8, 16, 24 or 32 bits, or floats of 32 or 64.
 *
 * @returns nothing where it is no WAV file
 * @throws InvalidDataError where it is damaged, cut short, or stored in another way
 */
export async function wavFormat(file: OpenBytes): Promise<WavFormat | undefined> {
  const head = viewOf(await readExactly(file, 0, Math.min(12, file.size)));
  if (head.byteLength < 12 || textAt(head, 0) !== 'RIFF' || textAt(head, 8) !== 'WAVE') return undefined;
  let format: Omit<WavFormat, 'start' | 'frames'> | undefined;
  for (let offset = 12; offset + 8 <= file.size; ) {
    const chunk = viewOf(await readExactly(file, offset, 8));
    const [name, length] = [textAt(chunk, 0), chunk.getUint32(4, true)];
    if (name === 'fmt ') format = formatOf(viewOf(await readExactly(file, offset + 8, Math.min(formatBytes, length))));
    if (name === 'data') return withValues(format, { start: offset + 8, length, size: file.size });
    offset += 8 + length + (length % 2);
  }
  throw new InvalidDataError(`Expected a chunk of values in a WAV file, received ${file.size} bytes without. The file was cut short; get it again.`);
}

const encodings: Readonly<Record<number, readonly number[]>> = { 1: [8, 16, 24, 32], 3: [32, 64] };

/** The format, of which type 0xfffe tells more behind (Microsoft, "Multiple channel audio data and WAVE files"). */
function formatOf(chunk: DataView): Omit<WavFormat, 'start' | 'frames'> {
  if (chunk.byteLength < 16) throw new InvalidDataError(`Expected a format of 16 bytes or more, received ${chunk.byteLength}. The file is damaged; get it again.`);
  const type = chunk.getUint16(0, true) === 0xfffe && chunk.byteLength >= 26 ? chunk.getUint16(24, true) : chunk.getUint16(0, true);
  const [channels, sampleRate, block, bits] = [chunk.getUint16(2, true), chunk.getUint32(4, true), chunk.getUint16(12, true), chunk.getUint16(14, true)];
  if (!encodings[type]?.includes(bits))
    throw new InvalidDataError(`Expected PCM of 8, 16, 24 or 32 bits, or floats of 32 or 64, received format ${type} of ${bits} bits. Convert it to one of these.`);
  if (channels === 0 || sampleRate === 0 || sampleRate > 768000 || block !== (channels * bits) / 8)
    throw new InvalidDataError(`Expected a format that fits itself, received ${channels} channels of ${bits} bits in ${block} bytes at ${sampleRate} Hz. The file is damaged; get it again.`);
  return { channels, sampleRate, isFloat: type === 3, width: bits / 8 };
}

function withValues(format: Omit<WavFormat, 'start' | 'frames'> | undefined, { start, length, size }: { start: number; length: number; size: number }): WavFormat {
  if (!format) throw new InvalidDataError('Expected a format before the values of a WAV file. The file is damaged; get it again.');
  const frames = length / (format.channels * format.width);
  if (start + length > size) throw new InvalidDataError(`Expected ${length} bytes of values, received ${size - start}. The file was cut short, or never finished; get it again.`);
  if (!Number.isInteger(frames) || frames === 0) throw new InvalidDataError(`Expected whole frames, one at least, received ${length} bytes of ${format.channels} channels. The file is damaged; get it again.`);
  return { ...format, start, frames };
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView => new DataView(buffer, byteOffset, byteLength);

const textAt = (view: DataView, offset: number): string => String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + offset, 4));
