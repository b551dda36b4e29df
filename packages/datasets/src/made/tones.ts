import { checkOptions, positive, wholePositive, type Dataset } from '@hourglass/core';
import * as v from 'valibot';
import { fromRows } from '../from-rows.js';
import { drawsOf, type SampleDraws } from './draws-of.js';
import { madeEntries, madeFrom, type MadeOptions } from './made-options.js';

export interface TonesOptions extends MadeOptions {
  /** Values a sample. Default 1,024. */
  readonly length?: number;
  /** Values a second, more than 6,400: the tones, of 100 to 800 Hz, have harmonics of up to 3,200 Hz. Default 8,000. */
  readonly sampleRate?: number;
  /** The power of the tone over that of the noise in decibels. Default 0: both are as loud. */
  readonly snr?: number;
}

const usualRate = 8000;

const schema = v.strictObject({
  ...madeEntries,
  length: v.optional(v.pipe(wholePositive, v.minValue(16, 'Expected at least 16')), 1024),
  sampleRate: v.optional(v.pipe(positive, v.gtValue(6400, 'Expected more than 6,400, twice the frequency of the highest harmonic')), usualRate),
  snr: v.optional(v.pipe(v.number(), v.finite('Expected decibels')), 0),
});

/**
 * Tones that fade like a plucked string's, each beside itself in white noise of exactly the ratio asked for.
 *
 * @returns pairs: `clean` and `corrupted` `[length, 1]` in [-1, 1]
 * @throws InvalidOptionError
 */
export function tones(options: TonesOptions = {}): Dataset {
  const { length, sampleRate, snr, ...made } = checkOptions('tones', schema, options);
  const { count, samples } = madeFrom('tones', made);
  return fromRows({
    size: count,
    inputShape: [length, 1],
    range: [-1, 1],
    sampleRate,
    paired: true,
    write: (sample, clean, corrupted) => {
      const draws = drawsOf(samples.fork(sample));
      const tone = pluck(draws, length, sampleRate);
      const noise = Float64Array.from({ length }, draws.normal);
      const ratio = Math.sqrt(energy(tone) / energy(noise) / 10 ** (snr / 10));
      const noisy = tone.map((value, i) => value + ratio * noise[i]!);
      const volume = draws.uniform(0.5, 1) / Math.max(...[tone, noisy].map(peak)); // so that neither is clipped
      clean.set(tone.map((value) => volume * value));
      corrupted.set(noisy.map((value) => volume * value));
    },
  });
}

/** Four harmonics of a tone from 100 to 800 Hz, the higher ones fainter, all of them fading. */
function pluck({ uniform }: SampleDraws, length: number, sampleRate: number): Float64Array {
  const frequency = Math.exp(uniform(Math.log(1 / 80), Math.log(1 / 10))) * usualRate;
  const decay = uniform(0.5, 3) / length;
  const harmonics = [1, 2, 3, 4].map((number) => ({ number, amplitude: uniform(0.3, 1) / number, phase: uniform(0, 2 * Math.PI) }));
  return Float64Array.from({ length }, (_, i) => {
    const angle = (2 * Math.PI * frequency * i) / sampleRate;
    return Math.exp(-decay * i) * harmonics.reduce((sum, { number, amplitude, phase }) => sum + amplitude * Math.sin(number * angle + phase), 0);
  });
}

const energy = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);
const peak = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
