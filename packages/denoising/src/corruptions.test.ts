import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { fillNormal, fillUniform, InvalidOptionError, type Corruption, type Draws, type Shape } from '@hourglass/core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  bandLimit, blur, clicks, compose, gaussianNoise, hum, masking, occlusion, patchMasking, poissonNoise, saltAndPepper, watermark, whiteNoise,
} from './index.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Draws of one seed, as an engine supplies them. */
function drawsOf(seed: number): Draws {
  let count = 0;
  const draw = (fill: typeof fillNormal) => (shape: Shape) => {
    const values = new Float32Array(shape.reduce((product, axis) => product * axis, 1));
    fill(seed * 1000 + count++, values);
    return tf.tensor(values, [...shape]);
  };
  return { normal: draw(fillNormal), uniform: draw(fillUniform) };
}

const corrupt = (corruption: Corruption, values: ArrayLike<number>, shape: number[], seed = 1): Float32Array =>
  tf.tidy(() => {
    const corrupted = corruption.apply(tf.tensor(Float32Array.from(values), shape), drawsOf(seed));
    expect(corrupted.shape).toEqual(shape);
    return corrupted.dataSync().slice() as Float32Array;
  });

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: Float32Array): number => mean(values.map((value) => value ** 2)) - mean(values) ** 2;
const shareOf = (values: Float32Array, wanted: number): number => mean(values.map((value) => Number(value === wanted)));

const many = 40_000;
const ramp = Float32Array.from({ length: many }, (_, i) => (i % 100) / 100);

const all: [string, Corruption, number[]][] = [
  ['gaussianNoise', gaussianNoise({ stddev: 0.3 }), [2, 8, 9, 3]],
  ['gaussianNoise, clipped', gaussianNoise({ stddev: 0.3, clip: [0, 1] }), [2, 8, 9, 3]],
  ['masking', masking({ rate: 0.3 }), [3, 5]],
  ['saltAndPepper', saltAndPepper({ rate: 0.3 }), [3, 5]],
  ['poissonNoise', poissonNoise({ peak: 20 }), [3, 5]],
  ['blur', blur({ stddev: 0.8 }), [2, 8, 9, 3]],
  ['occlusion', occlusion({ size: [3, 4], count: 2 }), [2, 8, 9, 3]],
  ['patchMasking', patchMasking({ patch: [3, 3], rate: 0.5 }), [2, 8, 9, 3]],
  ['watermark', watermark({ mark: [[1, 0, 1], [0, 1, 0]] }), [2, 8, 9, 3]],
  ['whiteNoise', whiteNoise({ snr: [0, 10] }), [2, 200, 1]],
  ['hum', hum({ sampleRate: 8000, snr: 5 }), [2, 200, 2]],
  ['clicks', clicks({ rate: 0.1 }), [2, 200, 2]],
  ['bandLimit', bandLimit({ sampleRate: 8000, low: 300, high: 3400 }), [2, 200, 2]],
  ['compose', compose({ corruptions: [masking({ rate: 0.1 }), gaussianNoise({ stddev: 0.1 })] }), [3, 5]],
];

describe.each(all)('%s', (_, corruption, shape) => {
  const size = shape.reduce((product, axis) => product * axis, 1);
  const clean = Float32Array.from({ length: size }, (__, i) => 0.5 + 0.45 * Math.sin(i));

  it('gives the same for the same draws, other values than it took, and finite ones', () => {
    const corrupted = corrupt(corruption, clean, shape);
    expect(corrupt(corruption, clean, shape)).toEqual(corrupted);
    expect(corrupted).not.toEqual(clean);
    expect(corrupted.every(Number.isFinite)).toBe(true);
  });

  it('keeps no tensor', () => {
    const before = tf.memory().numTensors;
    corrupt(corruption, clean, shape);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('gaussianNoise(options)', () => {
  it('has the standard deviation that was asked for, about the value', () => {
    const noise = corrupt(gaussianNoise({ stddev: 0.3 }), ramp, [many]).map((value, i) => value - ramp[i]!);
    expect(Math.abs(mean(noise))).toBeLessThan((5 * 0.3) / Math.sqrt(many));
    expect(Math.sqrt(variance(noise))).toBeCloseTo(0.3, 2);
  });

  it('clips where it is asked to', () => {
    const noisy = corrupt(gaussianNoise({ stddev: 2, clip: [0, 1] }), ramp, [many]);
    expect(noisy.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(shareOf(noisy, 0)).toBeGreaterThan(0.3);
  });
});

it.each([0, 0.25, 1])('masking hides a share of %f', (rate) => {
  const masked = corrupt(masking({ rate, value: -7 }), ramp, [many]);
  expect(shareOf(masked, -7)).toBeCloseTo(rate, 2);
  expect(masked.every((value, i) => value === -7 || value === ramp[i])).toBe(true);
});

it('saltAndPepper spoils half the share either way', () => {
  const spoiled = corrupt(saltAndPepper({ rate: 0.4, range: [-1, 2] }), ramp, [many]);
  expect(shareOf(spoiled, -1)).toBeCloseTo(0.2, 2);
  expect(shareOf(spoiled, 2)).toBeCloseTo(0.2, 2);
  expect(mean(spoiled.map((value, i) => Number(value === ramp[i])))).toBeCloseTo(0.6, 2);
});

it.each([[0.5, 1], [3, 1], [10, 0.4], [10, 0.8], [100, 0.07], [400, 1]])('poissonNoise of peak %f gives a value of %f its mean and variance', (peak, value) => {
  const noisy = corrupt(poissonNoise({ peak }), new Float32Array(many).fill(value), [many]);
  const expected = Math.sqrt(value / peak / many); // the standard error of the mean
  expect(Math.abs(mean(noisy) - value)).toBeLessThan(5 * expected + 0.002 * value);
  expect(variance(noisy) / (value / peak)).toBeGreaterThan(0.95);
  expect(variance(noisy) / (value / peak)).toBeLessThan(1.05);
  expect(noisy.every((count) => Math.abs(count * peak - Math.round(count * peak)) < 1e-3 && count >= 0)).toBe(true);
});

it('poissonNoise has as many zeros as the distribution, and leaves darkness dark', () => {
  expect(shareOf(corrupt(poissonNoise({ peak: 2 }), new Float32Array(many).fill(1), [many]), 0)).toBeCloseTo(Math.exp(-2), 2);
  expect(shareOf(corrupt(poissonNoise({ peak: 50 }), new Float32Array(many), [many]), 0)).toBe(1);
});

describe('blur(options)', () => {
  it('spreads a point as the Gaussian does, and keeps sums', () => {
    const point = new Float32Array(21 * 21);
    point[10 * 21 + 10] = 1;
    const blurred = corrupt(blur({ stddev: 1.5 }), point, [1, 21, 21, 1]);
    const at = (y: number, x: number): number => blurred[(10 + y) * 21 + 10 + x]!;
    expect(at(0, 1) / at(0, 0)).toBeCloseTo(Math.exp(-1 / (2 * 1.5 ** 2)), 5);
    expect(at(2, 1) / at(0, 0)).toBeCloseTo(Math.exp(-5 / (2 * 1.5 ** 2)), 5);
    expect(blurred.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
  });

  it('leaves an even image even, to its border', () => {
    const even = new Float32Array(2 * 9 * 8 * 3).fill(0.7);
    for (const value of corrupt(blur({ stddev: 1 }), even, [2, 9, 8, 3])) expect(value).toBeCloseTo(0.7, 5);
  });
});

it('occlusion hides one whole box in each image, anywhere', () => {
  const images = 600;
  const hidden = corrupt(occlusion({ size: [2, 3], value: -1 }), new Float32Array(images * 5 * 6).fill(1), [images, 5, 6, 1]);
  const seen = new Set<string>();
  for (let image = 0; image < images; image++) {
    const places = Array.from({ length: 30 }, (_, i) => i).filter((i) => hidden[image * 30 + i] === -1);
    const [first] = places as [number];
    expect(places).toEqual([0, 1, 2, 6, 7, 8].map((i) => first + i));
    seen.add(String(first));
  }
  expect(seen.size).toBe(4 * 4);
});

it('patchMasking hides the same number of whole patches in every image', () => {
  const images = 200;
  const hidden = corrupt(patchMasking({ patch: [2, 3], rate: 0.5 }), new Float32Array(images * 5 * 6 * 2).fill(1), [images, 5, 6, 2]);
  for (let image = 0; image < images; image++) {
    const patches = new Map<string, Set<number>>();
    for (let y = 0; y < 5; y++)
      for (let x = 0; x < 6; x++)
        for (let channel = 0; channel < 2; channel++) {
          const key = `${Math.floor(y / 2)},${Math.floor(x / 3)}`;
          patches.set(key, (patches.get(key) ?? new Set()).add(hidden[((image * 5 + y) * 6 + x) * 2 + channel]!));
        }
    expect([...patches.values()].every(({ size }) => size === 1)).toBe(true);
    expect([...patches.values()].filter((values) => values.has(0))).toHaveLength(3);
  }
});

it('patchMasking hides everything, or nothing, where it is asked to', () => {
  const image = new Float32Array(36).fill(0.5);
  expect(shareOf(corrupt(patchMasking({ patch: [3, 3], rate: 1 }), image, [1, 6, 6, 1]), 0)).toBe(1);
  expect(shareOf(corrupt(patchMasking({ patch: [3, 3], rate: 0 }), image, [1, 6, 6, 1]), 0.5)).toBe(1);
});

it('watermark lays its mark somewhere in each image, in every channel', () => {
  const images = 300;
  const mark = [[1, 0.5], [0, 1]];
  const marked = corrupt(watermark({ mark, value: 1, opacity: 0.5 }), new Float32Array(images * 4 * 5 * 2), [images, 4, 5, 2]);
  const places = new Set<number>();
  for (let image = 0; image < images; image++) {
    const pixels = marked.slice(image * 40, (image + 1) * 40);
    const first = pixels.findIndex((value) => value === 0.5) / 2;
    places.add(first);
    for (let y = 0; y < 4; y++)
      for (let x = 0; x < 5; x++)
        for (const channel of [0, 1]) {
          const covered = mark[y - Math.floor(first / 5)]?.[x - (first % 5)] ?? 0;
          expect(pixels[(y * 5 + x) * 2 + channel]).toBeCloseTo(covered / 2, 6);
        }
  }
  expect(places.size).toBe(3 * 4);
});

describe('of sound', () => {
  const length = 8000;
  const tone = (frequency: number): Float32Array => Float32Array.from({ length }, (_, i) => 0.3 * Math.sin((2 * Math.PI * frequency * i) / 8000));
  const ratio = (clean: Float32Array, noisy: Float32Array): number =>
    10 * Math.log10(mean(clean.map((value) => value ** 2)) / mean(noisy.map((value, i) => (value - clean[i]!) ** 2)));

  it.each([-5, 0, 12])('whiteNoise and hum are %i dB below the signal', (snr) => {
    for (const corruption of [whiteNoise({ snr }), hum({ sampleRate: 8000, snr })])
      expect(ratio(tone(440), corrupt(corruption, tone(440), [1, length, 1]))).toBeCloseTo(snr, 3);
  });

  it('whiteNoise draws a ratio for each sample from a range', () => {
    const sound = tone(440);
    const samples = Float32Array.from({ length: 40 * 400 }, (_, i) => sound[i % 400]!);
    const noisy = corrupt(whiteNoise({ snr: [0, 20] }), samples, [40, 400, 1]);
    const ratios = Array.from({ length: 40 }, (_, i) => ratio(samples.slice(i * 400, (i + 1) * 400), noisy.slice(i * 400, (i + 1) * 400)));
    expect(Math.min(...ratios)).toBeGreaterThan(-0.01);
    expect(Math.max(...ratios)).toBeLessThan(20.01);
    expect(Math.max(...ratios) - Math.min(...ratios)).toBeGreaterThan(12);
  });

  it('leaves silence silent', () => {
    expect(corrupt(whiteNoise({ snr: 0 }), new Float32Array(length), [1, length, 1]).every((value) => value === 0)).toBe(true);
  });

  it('hum sounds at its frequency and the multiples, and nowhere else', () => {
    const noise = corrupt(hum({ sampleRate: 8000, snr: 0, harmonics: 2 }), tone(1000), [1, length, 1]).map((value, i) => value - tone(1000)[i]!);
    const power = (frequency: number): number => {
      let [real, imaginary] = [0, 0];
      noise.forEach((value, i) => {
        real += value * Math.cos((2 * Math.PI * frequency * i) / 8000);
        imaginary += value * Math.sin((2 * Math.PI * frequency * i) / 8000);
      });
      return real ** 2 + imaginary ** 2;
    };
    expect(power(100) / power(50)).toBeCloseTo(0.25, 2);
    for (const frequency of [30, 75, 150, 440]) expect(power(frequency)).toBeLessThan(1e-5 * power(50));
  });

  it('clicks at the share of places that was asked for, no further than the amplitude', () => {
    const noise = corrupt(clicks({ rate: 0.05, amplitude: 0.4 }), new Float32Array(many), [many]);
    expect(1 - shareOf(noise, 0)).toBeCloseTo(0.05, 2);
    expect(noise.every((value) => Math.abs(value) <= 0.4)).toBe(true);
  });

  it('bandLimit keeps what lies inside the band and takes away what lies outside', () => {
    const telephone = bandLimit({ sampleRate: 8000, low: 800, high: 2500, taps: 64 });
    const loudness = (frequency: number): number => {
      const filtered = corrupt(telephone, tone(frequency), [1, length, 1]).slice(200, -200);
      return Math.sqrt(2 * mean(filtered.map((value) => value ** 2))) / 0.3;
    };
    for (const frequency of [1100, 1650, 2200]) expect(loudness(frequency)).toBeCloseTo(1, 2);
    for (const frequency of [100, 500, 2900, 3700]) expect(loudness(frequency)).toBeLessThan(0.01);
  });
});

it.each<[string, () => unknown, RegExp]>([
  ['a rate above 1', () => masking({ rate: 1.2 }), /masking: rate: expected a number from 0 to 1, received 1.2/],
  ['a rate below 0', () => saltAndPepper({ rate: -0.1 }), /saltAndPepper: rate/],
  ['a negative standard deviation', () => gaussianNoise({ stddev: -1 }), /stddev/],
  ['bounds the wrong way round', () => gaussianNoise({ stddev: 1, clip: [1, 0] }), /low below high/],
  ['a ragged mark', () => watermark({ mark: [[1], [1, 0]] }), /rows of equal length/],
  ['a band above half the sample rate', () => bandLimit({ sampleRate: 8000, high: 5000 }), /less than half the sample rate, 4000, received 5000/],
  ['an option that is none', () => blur({ stddev: 1, sigma: 1 } as never), /has no option "sigma"/],
  ['no corruption', () => compose({ corruptions: [] }), /at least one corruption/],
])('refuses %s', (_, make, message) => {
  expect(make).toThrow(InvalidOptionError);
  expect(make).toThrow(message);
});

it.each<[Corruption, Shape, [number, number], RegExp]>([
  [blur({ stddev: 2 }), [5, 20, 1], [0, 1], /larger than 6, received \[5, 20, 1\]/],
  [occlusion({ size: [3, 9] }), [8, 8, 1], [0, 1], /at least 3 × 9/],
  [watermark({ mark: [[1], [1]] }), [1, 8, 1], [0, 1], /at least 2 × 1/],
  [patchMasking({ patch: [2, 2] }), [784], [0, 1], /\[height, width, channels\], received \[784\]/],
  [hum({ sampleRate: 8000, snr: 0 }), [28, 28, 1], [0, 1], /\[length, channels\]/],
  [poissonNoise({ peak: 10 }), [4], [-1, 1], /from 0 to Infinity, received data from -1 to 1/],
  [saltAndPepper({ rate: 0.1 }), [4], [-1, 1], /Give it the range of the data/],
  [compose({ corruptions: [masking({ rate: 0.1 }), poissonNoise({ peak: 10 })] }), [4], [-1, 1], /poissonNoise/],
])('%j refuses samples that it cannot take', (corruption, inputShape, range, message) => {
  expect(() => { corruption.check!({ inputShape, range }); }).toThrow(message);
});
