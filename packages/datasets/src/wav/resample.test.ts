import { expect, it } from 'vitest';
import { filterOf, resample, resampledFrames, type Rates } from './resample.js';

const tone = (rate: number, frequency: number, frames = rate): Float32Array =>
  Float32Array.from({ length: frames }, (_, i) => 0.5 * Math.sin((2 * Math.PI * frequency * i) / rate));

/** Decibels of a second of a tone over what resampling leaves beside it, away from the ends. */
function signalToNoise(rates: Rates, frequency: number): number {
  const { from, to } = rates;
  const found = resample({ values: tone(from, frequency), channels: 1, first: 0 }, filterOf(rates), [0, resampledFrames(from, rates)]);
  const expected = tone(to, frequency);
  const [start, end] = [Math.floor(to / 10), Math.floor((to * 9) / 10)];
  const power = (value: (i: number) => number) => expected.slice(start, end).reduce((sum, _, i) => sum + value(start + i) ** 2, 0);
  return 10 * Math.log10(power((i) => expected[i]!) / power((i) => found[i]! - expected[i]!));
}

it.each([
  [8000, 16000, 1000],
  [8000, 16000, 3500],
  [44100, 16000, 1000],
  [44100, 16000, 7000],
  [16000, 44100, 5000],
  [22050, 8000, 3000],
])('keeps a tone from %i to %i Hz at %i Hz, 80 dB over the noise', (from, to, frequency) => {
  expect(signalToNoise({ from, to }, frequency)).toBeGreaterThan(80);
});

it('removes what the new rate cannot hold', () => {
  const rates = { from: 44100, to: 16000 };
  const found = resample({ values: tone(44100, 9000), channels: 1, first: 0 }, filterOf(rates), [0, 16000]);
  expect(Math.max(...found.subarray(1600, 14400).map(Math.abs))).toBeLessThan(0.5e-4);
});

it('gives a stretch the values that it has in the whole', () => {
  const rates = { from: 11025, to: 8000 };
  const values = tone(11025, 700);
  const whole = resample({ values, channels: 1, first: 0 }, filterOf(rates), [0, 8000]);
  const first = Math.floor((3000 * 11025) / 8000) - filterOf(rates).half;
  const last = Math.ceil((3100 * 11025) / 8000) + filterOf(rates).half;
  expect(resample({ values: values.subarray(first, last), channels: 1, first }, filterOf(rates), [3000, 3100])).toEqual(whole.slice(3000, 3100));
});

it('resamples each channel by itself', () => {
  const [left, right] = [tone(8000, 300, 800), tone(8000, 500, 800)];
  const both = Float32Array.from({ length: 1600 }, (_, i) => (i % 2 === 0 ? left : right)[i >> 1]!);
  const rates = { from: 8000, to: 12000 };
  const mixed = resample({ values: both, channels: 2, first: 0 }, filterOf(rates), [0, 1200]);
  const alone = (values: Float32Array) => resample({ values, channels: 1, first: 0 }, filterOf(rates), [0, 1200]);
  expect(mixed.filter((_, i) => i % 2 === 0)).toEqual(alone(left));
  expect(mixed.filter((_, i) => i % 2 === 1)).toEqual(alone(right));
});
