import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { convolutional } from '@hourglass/convolutional';
import { createAutoencoder, fitScaler, fromSamples, mse, psnr, scaled, snr, ssim, standard, type NdArray } from '@hourglass/core';
import { denoise, gaussianNoise, masking } from '@hourglass/denoising';
import { undercomplete } from '@hourglass/undercomplete';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeQuality, qualityOf } from './quality.js';

beforeAll(() => tf.setBackend('cpu'));

const filled = (shape: readonly number[], value: (i: number) => number): NdArray<Float32Array> => ({
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => value(i)),
  shape,
});
const images = (shape = [300, 11, 12, 1]) => filled(shape, (i) => 0.5 + 0.4 * Math.sin(i / 9));
const net = (inputShape: number[]) => convolutional({ inputShape, filters: [2] });

describe('qualityOf(model, data)', () => {
  it('is that of the metrics on the whole of the pairs, whatever the batches', async () => {
    const [clean, corrupted] = [images(), filled([300, 11, 12, 1], (i) => 0.5 + 0.4 * Math.sin(i / 9) + 0.1 * Math.sin(i * i))];
    const model = createAutoencoder(net([11, 12, 1]));
    const quality = (await qualityOf(model, fromSamples({ clean, corrupted })))!;
    const of = (values: NdArray) => ({ psnr: psnr(clean, values), snr: snr(clean, values), ssim: ssim(clean, values) });
    const [input, reconstruction] = [of(corrupted), of(await model.reconstruct(corrupted))];
    for (const name of ['psnr', 'snr', 'ssim'] as const) {
      expect(quality.input![name]).toBeCloseTo(input[name], 6);
      expect(quality.reconstruction[name]).toBeCloseTo(reconstruction[name], 4);
      expect(quality.gain![name]).toBeCloseTo(reconstruction[name] - input[name], 4);
    }
    model.dispose();
  });

  it('corrupts as evaluate does: the reconstruction has the error that it gives', async () => {
    const model = createAutoencoder(denoise(net([11, 12, 1]), { corruption: gaussianNoise({ stddev: 0.2 }) }));
    const data = fromSamples({ clean: images() });
    const { input, reconstruction } = (await qualityOf(model, data))!;
    expect(input!.psnr).toBeCloseTo(-20 * Math.log10(0.2), 1);
    expect(10 ** (-reconstruction.psnr! / 10)).toBeCloseTo((await model.evaluate(data)).mse, 6);
    model.dispose();
  });

  it('is in the units of the data where these are scaled', async () => {
    const clean = filled([200, 6], (i) => 100 + 40 * Math.sin(i));
    const data = fromSamples({ clean }, { range: [0, 200] });
    const scaler = await fitScaler(standard(), data);
    const base = undercomplete({ inputShape: [6], codeSize: 2, range: scaler.range });
    const model = createAutoencoder(scaled(denoise(base, { corruption: gaussianNoise({ stddev: 1 }) }), { scaler }));
    const { input, reconstruction } = (await qualityOf(model, data))!;
    expect(input!.psnr).toBeCloseTo(10 * Math.log10(200 ** 2 / (40 ** 2 / 2)), 0); // noise of the standard deviation of a sine
    expect(input).not.toHaveProperty('ssim');
    expect(reconstruction.snr).toBeLessThan(Infinity);
    model.dispose();
  });

  it('of a plain autoencoder of images or sound is that of its reconstructions', async () => {
    const model = createAutoencoder(net([8, 9, 1]));
    const clean = images([20, 8, 9, 1]);
    const quality = await qualityOf(model, fromSamples({ clean }));
    expect(quality).toEqual({ reconstruction: { psnr: expect.any(Number) as number, snr: expect.any(Number) as number } }); // too small for ssim
    expect(10 ** (-quality!.reconstruction.psnr! / 10)).toBeCloseTo(mse(clean, await model.reconstruct(clean)), 6);
    const rows = createAutoencoder(undercomplete({ inputShape: [6], codeSize: 2 }));
    const table = fromSamples({ clean: filled([20, 6], (i) => 0.5 + 0.5 * Math.sin(i)) });
    expect(await qualityOf(rows, table)).toBeUndefined();
    expect(await qualityOf(rows, { ...table, info: { ...table.info, sampleRate: 8000 } })).toMatchObject({ reconstruction: {} });
    model.dispose();
    rows.dispose();
  });

  it('is nothing where values are missing', async () => {
    const model = createAutoencoder(denoise(net([8, 9, 1]), { corruption: masking({ rate: 0.5 }) }));
    const clean = images([4, 8, 9, 1]);
    expect(await qualityOf(model, fromSamples({ clean, mask: filled(clean.shape, (i) => i % 2) }))).toBeUndefined();
    model.dispose();
  });
});

describe('describeQuality(quality)', () => {
  it('has a column for each measure and a row for each of what was measured', () => {
    const text = describeQuality({ input: { psnr: 10, snr: 1, ssim: 0.5 }, reconstruction: { psnr: 20, snr: 12.5, ssim: 0.75 }, gain: { psnr: 10, snr: 11.5, ssim: 0.25 } });
    expect(text.split('\n').map((line) => line.split(/\s{2,}/))).toEqual([
      ['', 'PSNR (dB)', 'SNR (dB)', 'SSIM'],
      ['corrupted input', '10', '1', '0.5'],
      ['reconstruction', '20', '12.5', '0.75'],
      ['gain', '10', '11.5', '0.25'],
    ]);
    expect(describeQuality({ reconstruction: { snr: 3 } })).toBe(`${' '.repeat(16)}SNR (dB)\nreconstruction${' '.repeat(9)}3`);
  });
});
