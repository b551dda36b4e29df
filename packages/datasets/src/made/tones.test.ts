import { InvalidOptionError } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { tones } from './tones.js';
import { mean, rowsOf, whole } from './whole.fixture.js';

const power = (values: readonly number[]): number => mean(values.map((value) => value ** 2));

describe('tones(options)', () => {
  it.each([-10, 0, 12.5])('are %s dB above the noise beside them', async (snr) => {
    const { clean, corrupted } = await whole(tones({ count: 50, snr }));
    const noisy = rowsOf(corrupted!);
    rowsOf(clean).forEach((tone, i) => {
      const noise = noisy[i]!.map((value, place) => value - tone[place]!);
      expect(10 * Math.log10(power(tone) / power(noise))).toBeCloseTo(snr, 3);
      expect(Math.max(...tone.map(Math.abs), ...noisy[i]!.map(Math.abs))).toSatisfy((peak) => Number(peak) >= 0.499 && Number(peak) <= 1);
    });
  });

  it('have white noise: neighbours in it are not alike', async () => {
    const { clean, corrupted } = await whole(tones({ count: 100 }));
    const noisy = rowsOf(corrupted!);
    const products = rowsOf(clean).flatMap((tone, i) => {
      const noise = noisy[i]!.map((value, place) => value - tone[place]!);
      const scale = power(noise);
      return noise.slice(1).map((value, place) => (value * noise[place]!) / scale);
    });
    expect(Math.abs(mean(products))).toBeLessThan(4 / Math.sqrt(products.length));
  });

  it('fade, and hold no frequency of half the sample rate or more', async () => {
    const rows = rowsOf((await whole(tones({ count: 50, length: 2048 }))).clean);
    for (const row of rows) expect(power(row.slice(0, 512))).toBeGreaterThan(power(row.slice(-512)));
    const alternating = rows.map((row) => Math.abs(mean(row.map((value, i) => value * (-1) ** i))) / Math.sqrt(power(row)));
    expect(Math.max(...alternating)).toBeLessThan(0.05);
  });

  it('say that they are pairs, and their sample rate', () => {
    expect(tones().info).toMatchObject({ isPaired: true, sampleRate: 8000 });
    expect(tones({ sampleRate: 16000 }).info.sampleRate).toBe(16000);
  });

  it('sound alike at another sample rate: of twice the values a second, every second one is the same', async () => {
    const [usual, twice] = await Promise.all([{ length: 500 }, { length: 1000, sampleRate: 16000 }].map((options) => whole(tones({ count: 20, ...options }))));
    const fine = rowsOf(twice!.clean);
    rowsOf(usual!.clean).forEach((tone, i) => {
      const other = fine[i]!.filter((_, place) => place % 2 === 0);
      const likeness = mean(tone.map((value, place) => value * other[place]!)) / Math.sqrt(power(tone) * power(other));
      expect(likeness).toBeCloseTo(1, 6); // whatever their volume
    });
  });

  it.each<[option: string, options: object]>([
    ['length', { length: 4 }],
    ['sampleRate', { sampleRate: 0 }],
    ['sampleRate', { sampleRate: 6400 }],
    ['snr', { snr: Infinity }],
  ])('refuse a bad %s', (option, options) => {
    expect(() => tones(options)).toThrow(InvalidOptionError);
    expect(() => tones(options)).toThrow(option);
  });
});
