import { convolutional } from '@hourglass/convolutional';
import { adam, createSeed, fillNormal, linearDecay, meanSquaredError, snr, type Dataset } from '@hourglass/core';
import { map } from '@hourglass/datasets';
import { freeSpokenDigits } from '@hourglass/datasets/node';
import { denoise, whiteNoise } from '@hourglass/denoising';
import { allOf } from './all-of.js';
import type { Experiment } from './experiment.js';
import { spectralGating } from './spectral-gating.js';
import { trained } from './trained.js';

/** Half a second, which most recordings fit in. */
const window = 4096;
const [epochs, batchSize] = [40, 32];

export const spokenDigits: Experiment = {
  name: 'spoken-digits',
  about: `digits of two speakers under white noise of 0 dB, ${epochs} epochs; measured on a third speaker, beside spectral gating that knows the noise`,
  run: async (setting) => {
    const data = await freeSpokenDigits(undefined, { speakers: ['jackson', 'nicolas'], window });
    const validation = withNoise(await freeSpokenDigits(undefined, { speakers: ['george'], window }), setting.seed);
    const base = convolutional({
      inputShape: [window, 1], filters: [32, 48, 64, 96], kernelSize: 9, downsample: 'stride', upsample: 'transposed',
      range: [-1, 1], loss: meanSquaredError(), outputActivation: 'linear',
    });
    const recipe = denoise(base, { corruption: whiteNoise({ snr: 0 }) });
    const optimiser = adam({ learningRate: linearDecay({ value: 2e-3, steps: epochs * Math.ceil(data.info.size! / batchSize) }) });
    const parts = [denoise, whiteNoise, convolutional, meanSquaredError, adam, linearDecay];
    const { model } = await trained({ name: 'spoken-digits', recipe, parts, data, validation, epochs, batchSize, optimiser }, setting);

    const { clean, corrupted } = await allOf(validation);
    const { data: cleaned } = await model.reconstruct(corrupted!);
    const gains: number[] = [];
    const gated: number[] = [];
    for (let start = 0; start < clean.data.length; start += window) {
      const [sound, noisy, ours] = [clean.data, corrupted!.data, cleaned].map((values) => values.subarray(start, start + window)) as [Float32Array, Float32Array, Float32Array];
      const noise = noisy.map((value, i) => value - sound[i]!);
      if (noise.every((value) => value === 0)) continue; // silence
      const ratioOf = (found: Float32Array): number => snr({ data: sound, shape: [window] }, { data: found, shape: [window] }); // the noisy one has 0 dB
      gains.push(ratioOf(ours));
      gated.push(ratioOf(spectralGating(noisy, noise)));
    }
    return [
      { name: 'SNR gain in dB', value: mean(gains), atLeast: 6 },
      { name: 'SNR gain of spectral gating', value: mean(gated) },
    ];
  },
};

/** Each sample with normal noise as strong as itself, the same in each epoch. */
const withNoise = (data: Dataset, seed: number): Dataset =>
  map(data, ({ clean, index }) => {
    const noise = new Float32Array(clean.length);
    fillNormal(createSeed(seed).fork('noise').fork(index).value, noise);
    const gain = Math.sqrt(power(clean) / power(noise));
    return { corrupted: noise.map((value, i) => clean[i]! + gain * value) };
  });

const power = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value ** 2, 0) / values.length;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
