import { checkOptions, InvalidDataError, wholePositive, type NdArray } from '@hourglass/core';
import * as v from 'valibot';

export interface WriteWavOptions {
  /** Frames a second. */
  readonly sampleRate: number;
}

const schema = v.strictObject({ sampleRate: wholePositive });

/**
 * Writes a WAV file of 16 bits.
 *
 * @param recording `[frames]` or `[frames, channels]`, from −1 to 1; what lies beyond is clipped
 * @returns the bytes of the file
 * @throws InvalidDataError where the shape does not fit or a value is not a number
 */
export function writeWav({ data, shape }: NdArray, options: WriteWavOptions): Uint8Array {
  const { sampleRate } = checkOptions('writeWav', schema, options);
  const [frames = 0, channels = 1] = shape;
  if (shape.length > 2 || frames * channels !== data.length || data.length === 0 || channels > 65535)
    throw new InvalidDataError(`Expected a recording [frames] or [frames, channels], received ${data.length} values of shape [${shape.join(', ')}].`);
  const bytes = 2 * data.length;
  const view = new DataView(new ArrayBuffer(44 + bytes));
  const text = (offset: number, letters: string): void => { new Uint8Array(view.buffer).set(new TextEncoder().encode(letters), offset); };
  text(0, 'RIFF');
  view.setUint32(4, 36 + bytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, bytes, true);
  data.forEach((value, i) => {
    if (Number.isNaN(value)) throw new InvalidDataError(`Expected numbers, received NaN at place ${i}.`);
    view.setInt16(44 + 2 * i, Math.max(-32768, Math.min(32767, Math.round(value * 32768))), true);
  });
  return new Uint8Array(view.buffer);
}
