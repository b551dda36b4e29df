import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readFile } from 'node:fs/promises';
import { kernelsModule } from '../../../scripts/kernels.mjs';
import { fillNormal, fillUniform, plainNormal, plainUniform } from './random-fill.js';
import { randomKernels } from './random-kernels.js';

const size = 400_000;
const fiveStandardErrors = 5 / Math.sqrt(size);
const filled = (fill: typeof fillNormal, seed: number, length = size): Float32Array => {
  const out = new Float32Array(length);
  fill(seed, out);
  return out;
};
const mean = (values: Float32Array, of: (x: number) => number): number =>
  values.reduce((sum, x) => sum + of(x), 0) / values.length;

/** Φ by Simpson's rule, from 0. */
function normalCdf(x: number): number {
  const steps = 40;
  const h = x / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) sum += (i === 0 || i === steps ? 1 : i % 2 ? 4 : 2) * Math.exp(-0.5 * (i * h) ** 2);
  return 0.5 + (sum * h) / 3 / Math.sqrt(2 * Math.PI);
}

/** The largest distance between the distribution of the values and `cdf`, times the root of their number. */
function kolmogorovSmirnov(values: Float32Array, cdf: (x: number) => number): number {
  const sorted = values.slice().sort();
  let distance = 0;
  sorted.forEach((x, i) => {
    const expected = cdf(x);
    distance = Math.max(distance, Math.abs(expected - i / sorted.length), Math.abs((i + 1) / sorted.length - expected));
  });
  return distance * Math.sqrt(sorted.length);
}

function correlation(a: Float32Array, b: Float32Array): number {
  const [meanA, meanB] = [mean(a, (x) => x), mean(b, (x) => x)];
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  a.forEach((x, i) => {
    product += (x - meanA) * (b[i]! - meanB);
    squaresA += (x - meanA) ** 2;
    squaresB += (b[i]! - meanB) ** 2;
  });
  return product / Math.sqrt(squaresA * squaresB);
}

/** The largest Kolmogorov–Smirnov statistic that one true sample in 100,000 exceeds. */
const largestStatistic = 2.47;

describe.each([
  ['fillNormal', fillNormal],
  ['fillUniform', fillUniform],
])('%s', (_, fill) => {
  it('gives the same numbers for the same seed, and others for another', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.integer({ min: 2, max: 50 }), (seed, length) => {
        expect(filled(fill, seed, length)).toEqual(filled(fill, seed, length));
        expect(filled(fill, seed, length)).not.toEqual(filled(fill, (seed + 1) >>> 0, length));
      }),
    );
  });

  it('gives a longer array the same beginning', () => {
    for (const length of [0, 1, 3, 7, 101]) expect(filled(fill, 5, length)).toEqual(filled(fill, 5, 128).slice(0, length));
  });

  it('is uncorrelated between seeds next to each other', () => {
    for (const [a, b] of [[0, 1], [1, 2], [0x7fffffff, 0x80000000], [0, 0xffffffff]] as const)
      expect(Math.abs(correlation(filled(fill, a), filled(fill, b)))).toBeLessThan(fiveStandardErrors);
  });

  it('is uncorrelated between the first numbers of many seeds', () => {
    const firsts = Float32Array.from({ length: 100_000 }, (_, seed) => filled(fill, seed, 1)[0]!);
    expect(Math.abs(correlation(firsts.subarray(1), firsts.subarray(0, -1)))).toBeLessThan(0.016);
  });

  it('is uncorrelated from one number to the next, as are the squares', () => {
    const values = filled(fill, 11);
    for (const lag of [1, 2, 3]) {
      expect(Math.abs(correlation(values.subarray(lag), values.subarray(0, -lag)))).toBeLessThan(fiveStandardErrors);
      const squares = values.map((x) => x * x);
      expect(Math.abs(correlation(squares.subarray(lag), squares.subarray(0, -lag)))).toBeLessThan(fiveStandardErrors);
    }
  });
});

describe('fillNormal(seed, out)', () => {
  it.each([1, 2, 0xdeadbeef])('has the moments of the standard normal distribution within five standard errors (seed %i)', (seed) => {
    const values = filled(fillNormal, seed);
    expect(Math.abs(mean(values, (x) => x))).toBeLessThan(fiveStandardErrors);
    expect(Math.abs(mean(values, (x) => x ** 2) - 1)).toBeLessThan(fiveStandardErrors * Math.sqrt(2));
    expect(Math.abs(mean(values, (x) => x ** 3))).toBeLessThan(fiveStandardErrors * Math.sqrt(15));
    expect(Math.abs(mean(values, (x) => x ** 4) - 3)).toBeLessThan(fiveStandardErrors * Math.sqrt(96));
  });

  it('has its distribution by the Kolmogorov–Smirnov statistic', () => {
    for (const seed of [1, 2, 3])
      expect(kolmogorovSmirnov(filled(fillNormal, seed, 100_000), normalCdf)).toBeLessThan(largestStatistic);
  });

  it.each([2, 3, 4])('has the right share of values beyond %f, on both sides', (edge) => {
    const expected = 1 - normalCdf(edge);
    const values = filled(fillNormal, 9, 2_000_000);
    const tolerance = 5 * Math.sqrt(expected / values.length);
    expect(Math.abs(mean(values, (x) => Number(x > edge)) - expected)).toBeLessThan(tolerance);
    expect(Math.abs(mean(values, (x) => Number(x < -edge)) - expected)).toBeLessThan(tolerance);
  });
});

describe('fillUniform(seed, out)', () => {
  it('gives numbers from 0 up to but not 1, close to both', () => {
    const values = filled(fillUniform, 4).sort();
    expect(values[0]).toBeGreaterThanOrEqual(0);
    expect(values[0]).toBeLessThan(1e-4);
    expect(values.at(-1)).toBeLessThan(1);
    expect(values.at(-1)).toBeGreaterThan(1 - 1e-4);
  });

  it('has the uniform distribution by the Kolmogorov–Smirnov statistic', () => {
    for (const seed of [1, 2, 3])
      expect(kolmogorovSmirnov(filled(fillUniform, seed, 100_000), (x) => x)).toBeLessThan(largestStatistic);
  });
});

describe('in WebAssembly', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    ['normal', plainNormal],
    ['uniform', plainUniform],
  ] as const)('%s draws have the same bits', (name, plain) => {
    const kernel = randomKernels()![name];
    for (const length of [0, 1, 16383, 16384, 16385, size])
      expect(filled(kernel, length, length)).toEqual(filled(plain, length, length));
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }), (seed) => {
        expect(filled(kernel, seed, 300)).toEqual(filled(plain, seed, 300));
      }),
    );
  });

  it('is what its source compiles to', async () => {
    const stored = await readFile(new URL('./random-kernels-wasm.ts', import.meta.url), 'utf8');
    expect(stored).toBe(await kernelsModule('packages/core/kernels/random.ts'));
  });

  it('is done without where WebAssembly may not be compiled', () => {
    vi.stubGlobal('WebAssembly', { ...WebAssembly, Memory: WebAssembly.Memory, Module: () => { throw new Error('unsafe-eval'); } });
    expect(randomKernels()).toBeUndefined();
  });
});
