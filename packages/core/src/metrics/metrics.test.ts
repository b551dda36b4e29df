import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidDataError, InvalidOptionError } from '../errors.js';
import { sizeOf, type NdArray, type Range, type Shape } from '../values.js';
import { explainedVariance } from './explained-variance.js';
import { mae } from './mae.js';
import { mse } from './mse.js';
import { psnr } from './psnr.js';
import { snr } from './snr.js';
import { ssim } from './ssim.js';

const array = (values: readonly number[], shape: Shape): NdArray<Float32Array> => ({ data: Float32Array.from(values), shape });
const filled = (shape: Shape, value: (i: number) => number): NdArray<Float32Array> =>
  array(Array.from({ length: sizeOf(shape) }, (_, i) => value(i)), shape);
const image = (shape: Shape = [2, 12, 14, 1]): NdArray<Float32Array> => filled(shape, (i) => 0.5 + 0.5 * Math.sin(i));

describe.each(Object.entries({ mse, mae, psnr, snr, ssim, explainedVariance }))('%s', (_, metric) => {
  it('refuses arrays of unequal shapes', () => {
    expect(() => metric(image(), image([2, 14, 12, 1]))).toThrow(InvalidDataError);
    expect(() => metric(image([2, 12, 12]), image([2, 12, 12, 1]))).toThrow(InvalidDataError);
  });

  it('refuses arrays without values, or with fewer than their shape says', () => {
    expect(() => metric(image([0, 12, 12, 1]), image([0, 12, 12, 1]))).toThrow(InvalidDataError);
    expect(() => metric(array([1], [2, 12, 12, 1]), array([1], [2, 12, 12, 1]))).toThrow(InvalidDataError);
  });

  it('changes neither array', () => {
    const [clean, other] = [image(), filled([2, 12, 14, 1], (i) => Math.cos(i) ** 2)];
    metric(clean, other);
    expect([clean, other]).toEqual([image(), filled([2, 12, 14, 1], (i) => Math.cos(i) ** 2)]);
  });
});

describe.each(Object.entries({ psnr, ssim }))('%s', (_, metric) => {
  it.each([[[1, 0]], [[0, Infinity]], [[0, 0]], [[0]]])('refuses the range %j', (range) => {
    expect(() => metric(image(), image(), { range: range as unknown as Range })).toThrow(InvalidOptionError);
  });

  it('is the same for data and range scaled alike', () => {
    const [clean, other] = [image(), filled([2, 12, 14, 1], (i) => Math.cos(i) ** 2)];
    const doubled = ({ data, shape }: NdArray): NdArray => array([...data].map((x) => 2 * x), shape);
    expect(metric(doubled(clean), doubled(other), { range: [0, 2] })).toBeCloseTo(metric(clean, other), 6);
  });
});

describe('mse and mae', () => {
  it('are the mean of the squares and of the sizes of the differences', () => {
    const [clean, other] = [array([0, 0, 0, 0], [2, 2]), array([1, -3, 0, 0], [2, 2])];
    expect(mse(clean, other)).toBe(10 / 4);
    expect(mae(clean, other)).toBe(4 / 4);
  });

  it('are symmetric, and mae² ≤ mse', () => {
    const values = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { minLength: 1 });
    fc.assert(
      fc.property(values, (pairs) => {
        const [a, b] = [array(pairs.map(([x]) => x), [pairs.length]), array(pairs.map(([, x]) => x), [pairs.length])];
        expect(mse(a, b)).toBe(mse(b, a));
        expect(mae(a, b) ** 2).toBeLessThanOrEqual(mse(a, b) * (1 + 1e-12));
      }),
    );
  });
});

describe('psnr(clean, reconstruction)', () => {
  it('is 20 dB where every value of [0, 1] is off by a tenth', () => {
    expect(psnr(filled([1, 4], () => 0.5), filled([1, 4], () => 0.6))).toBeCloseTo(20, 5);
  });

  it('is Infinity for an exact reconstruction', () => {
    expect(psnr(image(), image())).toBe(Infinity);
  });
});

describe('snr(clean, reconstruction)', () => {
  it('is 20 dB where every value is off by a tenth of itself, however loud it is', () => {
    for (const gain of [0.01, 1, 100]) expect(snr(filled([1, 4], (i) => gain * (i - 1.5)), filled([1, 4], (i) => 1.1 * gain * (i - 1.5)))).toBeCloseTo(20, 4);
  });

  it('is 0 dB for silence in place of the signal, Infinity for an exact reconstruction, -Infinity for noise in place of silence', () => {
    expect(snr(image(), filled([2, 12, 14, 1], () => 0))).toBeCloseTo(0, 12);
    expect(snr(image(), image())).toBe(Infinity);
    expect(snr(filled([1, 4], () => 0), filled([1, 4], () => 0.1))).toBe(-Infinity);
  });
});

describe('ssim(clean, reconstruction)', () => {
  it('is 1 for equal images, flat ones too', () => {
    expect(ssim(image(), image())).toBeCloseTo(1, 12);
    expect(ssim(filled([1, 11, 11], () => 0), filled([1, 11, 11], () => 0))).toBeCloseTo(1, 12);
  });

  it('is negative for an image and its negative', () => {
    const negative = filled([2, 12, 14, 1], (i) => 0.5 - 0.5 * Math.sin(i));
    expect(ssim(image(), negative)).toBeLessThan(0);
  });

  it('takes images without an axis of channels as of one channel', () => {
    const other = (shape: Shape): NdArray => filled(shape, (i) => Math.cos(i) ** 2);
    expect(ssim(image([2, 12, 14]), other([2, 12, 14]))).toBe(ssim(image([2, 12, 14, 1]), other([2, 12, 14, 1])));
  });

  it('averages over channels', () => {
    const shape = [1, 11, 12, 2];
    const channel = (array: NdArray, which: number): NdArray<Float32Array> =>
      filled([1, 11, 12, 1], (i) => array.data[2 * i + which]!);
    const [clean, other] = [image(shape), filled(shape, (i) => Math.cos(i) ** 2)];
    const each = [0, 1].map((which) => ssim(channel(clean, which), channel(other, which)));
    expect(ssim(clean, other)).toBeCloseTo((each[0]! + each[1]!) / 2, 12);
  });

  it.each([[[2, 10, 12, 1]], [[2, 12, 10, 1]], [[4, 144]], [[1, 11, 11, 1, 1]]])('refuses shape %j', (shape) => {
    expect(() => ssim(image(shape), image(shape))).toThrow(InvalidDataError);
  });
});

describe('explainedVariance(clean, reconstruction)', () => {
  it('is 1 for an exact reconstruction, 0 for the mean of each feature, and negative for worse', () => {
    const clean = array([0, 10, 2, 30], [2, 2]);
    expect(explainedVariance(clean, clean)).toBe(1);
    expect(explainedVariance(clean, array([1, 20, 1, 20], [2, 2]))).toBe(0);
    expect(explainedVariance(clean, array([2, 30, 0, 10], [2, 2]))).toBe(-3);
  });

  it('is 1 or 0 for data that do not vary, exact or not', () => {
    const constant = array([0.1, 0.1, 0.1], [3, 1]);
    expect(explainedVariance(constant, constant)).toBe(1);
    expect(explainedVariance(constant, array([0.1, 0.1, 0.2], [3, 1]))).toBe(0);
  });
});
