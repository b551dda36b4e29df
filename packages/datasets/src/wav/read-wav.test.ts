import { InvalidDataError, InvalidOptionError } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { readWav, resampled, writeWav, type Sound } from '../index.js';
import { wavFile } from './wav.fixture.js';

/** A tone in the one channel, a higher one in the other. */
const stereo = (frames: number, sampleRate: number): Sound => ({
  data: Float32Array.from({ length: 2 * frames }, (_, i) => 0.5 * Math.sin((2 * Math.PI * (i % 2 ? 700 : 300) * Math.floor(i / 2)) / sampleRate)),
  shape: [frames, 2],
  sampleRate,
});

describe('readWav(source)', () => {
  it.each([16, 24, 32] as const)('reads what writeWav writes with %i bits', async (bits) => {
    const sound = stereo(50, 11025);
    const read = await readWav(writeWav(sound, { sampleRate: 11025, bits }));
    expect(read).toMatchObject({ shape: [50, 2], sampleRate: 11025, bits });
    read.data.forEach((value, i) => { expect(Math.abs(value - sound.data[i]!)).toBeLessThanOrEqual(2 ** -bits + 1e-7); });
  });

  it('reads 8 bits, which have no sign', async () => {
    const read = await readWav(writeWav(stereo(50, 8000), { sampleRate: 8000, bits: 8 }));
    expect(read.bits).toBe(8);
    read.data.forEach((value, i) => { expect(Math.abs(value - stereo(50, 8000).data[i]!)).toBeLessThanOrEqual(2 ** -8); });
  });

  it('refuses other bytes and damaged files', async () => {
    await expect(readWav(new Uint8Array(100))).rejects.toThrow(/Expected a WAV file/);
    await expect(readWav(wavFile({ values: [1, 2, 3] }).slice(0, -2))).rejects.toThrow(InvalidDataError);
  });
});

describe('resampled(sound, { sampleRate })', () => {
  it('keeps the tones of every channel, and comes back to where it was', () => {
    const sound = stereo(4000, 16000);
    const lower = resampled(sound, { sampleRate: 6000 });
    expect(lower).toMatchObject({ shape: [1500, 2], sampleRate: 6000 });
    const middle = (from: Sound): number[] => [...from.data.slice(0.4 * from.data.length, 0.6 * from.data.length)];
    middle(lower).forEach((value, i) => { expect(value).toBeCloseTo(middle(stereo(1500, 6000))[i]!, 3); });
    const back = resampled(lower, { sampleRate: 16000 });
    middle(back).forEach((value, i) => { expect(value).toBeCloseTo(middle(sound)[i]!, 3); });
  });

  it('is the same sound at the same rate, and refuses what is no rate', () => {
    const sound = stereo(10, 8000);
    expect(resampled(sound, { sampleRate: 8000 })).toBe(sound);
    for (const sampleRate of [0, 1.5, 1e7]) expect(() => resampled(sound, { sampleRate })).toThrow(InvalidOptionError);
  });
});
