import { checkOptions, InvalidDataError, wholePositive, type NdArray } from '@hourglass/core';
import * as v from 'valibot';

export interface WriteWavOptions {
  /** Frames a second. */
  readonly sampleRate: number;
  /** Bits of a value. Default 16. */
  readonly bits?: 8 | 16 | 24 | 32;
}

const schema = v.strictObject({ sampleRate: wholePositive, bits: v.optional(v.picklist([8, 16, 24, 32]), 16) });

/**
 * Writes a WAV file of whole numbers (PCM).
 *
 * @param recording `[frames]` or `[frames, channels]`, from −1 to 1; what lies beyond is clipped
 * @returns the bytes of the file
 * @throws InvalidDataError where the shape does not fit or a value is not a number
 */
export function writeWav({ data, shape }: NdArray, options: WriteWavOptions): Uint8Array {
  const { sampleRate, bits } = checkOptions('writeWav', schema, options);
  const [frames = 0, channels = 1] = shape;
  if (shape.length > 2 || frames * channels !== data.length || data.length === 0 || channels > 65535)
    throw new InvalidDataError(`Expected a recording [frames] or [frames, channels], received ${data.length} values of shape [${shape.join(', ')}].`);
  const width = bits / 8;
  const bytes = width * data.length;
  const view = new DataView(new ArrayBuffer(44 + bytes + (bytes % 2))); // chunks have an even length
  const text = (offset: number, letters: string): void => { new Uint8Array(view.buffer).set(new TextEncoder().encode(letters), offset); };
  text(0, 'RIFF');
  view.setUint32(4, view.byteLength - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels * width, true);
  view.setUint16(32, channels * width, true);
  view.setUint16(34, bits, true);
  text(36, 'data');
  view.setUint32(40, bytes, true);
  data.forEach((value, i) => {
    if (Number.isNaN(value)) throw new InvalidDataError(`Expected numbers, received NaN at place ${i}.`);
    const full = 2 ** (bits - 1);
    const whole = Math.max(-full, Math.min(full - 1, Math.round(value * full)));
    writeWhole(view, 44 + width * i, width, whole);
  });
  return new Uint8Array(view.buffer);
}

/** A whole number of so many bytes, of which one alone has no sign. */
function writeWhole(view: DataView, offset: number, width: number, value: number): void {
  const stored = width === 1 ? value + 128 : value;
  for (let byte = 0; byte < width; byte++) view.setUint8(offset + byte, (stored >> (8 * byte)) & 255);
}
