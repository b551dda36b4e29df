import { InvalidDataError, type NdArray } from '@hourglass/core';
import { readExactly, reading, type Source } from '../byte-source.js';
import { wavFormat } from './wav-format.js';
import { wavValues } from './wav-values.js';

/** A whole recording, `[frames, channels]` from −1 to 1. */
export interface Sound extends NdArray<Float32Array> {
  /** Frames a second. */
  readonly sampleRate: number;
}

/**
 * A whole WAV file: PCM of 8, 16, 24 or 32 bits, or floats.
 *
 * @throws InvalidDataError where it is none, or damaged
 */
export const readWav = (source: Source): Promise<Sound & { readonly bits: number }> =>
  reading(source, async (file) => {
    const format = await wavFormat(file);
    if (!format) throw new InvalidDataError('Expected a WAV file, received other bytes. Convert it first.');
    const { frames, channels, sampleRate, start, width } = format;
    const data = wavValues(await readExactly(file, start, frames * channels * width), format);
    return { data, shape: [frames, channels], sampleRate, bits: 8 * width };
  });
