import { readFileSync } from 'node:fs';
import { explainedVariance, mae, mse, psnr, snr, ssim, type NdArray, type Range } from '@hourglass/core';
import { describe, expect, it } from 'vitest';

interface Case {
  shape: number[];
  range: Range;
  clean: number[];
  reconstruction: number[];
  mse: number;
  mae: number;
  psnr: number;
  snr: number;
  ssim: number;
  explainedVariance: number;
}

const fixture = JSON.parse(readFileSync(new URL('fixtures/metrics.json', import.meta.url), 'utf8')) as { cases: Case[] };

describe.each(fixture.cases)('images of shape $shape and range $range', (expected) => {
  const array = (values: number[]): NdArray<Float32Array> => ({ data: Float32Array.from(values), shape: expected.shape });
  const clean = array(expected.clean);
  const reconstruction = array(expected.reconstruction);
  const { range } = expected;
  const expectRelative = (value: number, target: number): void =>
    expect(Math.abs(value - target)).toBeLessThan(1e-6 * Math.max(1, Math.abs(target)));

  it('have the errors of scikit-learn', () => {
    expectRelative(mse(clean, reconstruction), expected.mse);
    expectRelative(mae(clean, reconstruction), expected.mae);
    expectRelative(explainedVariance(clean, reconstruction), expected.explainedVariance);
  });

  it('have the signal-to-noise ratio of NumPy', () => {
    expectRelative(snr(clean, reconstruction), expected.snr);
  });

  it('have the peak signal-to-noise ratio and the structural similarity of scikit-image', () => {
    expectRelative(psnr(clean, reconstruction, { range }), expected.psnr);
    expectRelative(ssim(clean, reconstruction, { range }), expected.ssim);
  });
});
