import { adam, binaryCrossEntropy, createSeed, fillNormal, fromLayers, fromSamples, psnr, type Dataset, type NdArray, type Seed } from '@hourglass/core';
import { denoise, gaussianNoise } from '@hourglass/denoising';
import { allOf } from './all-of.js';
import type { Experiment } from './experiment.js';
import { kerasIoRun } from './keras-convolutional.js';
import { mnistParts } from './mnist-parts.js';
import { trained, validationAfter } from './trained.js';

const stddev = 0.4;

export const kerasDenoising: Experiment = {
  name: 'keras-denoising',
  about: `keras-io's network, from its weights, noise of ${stddev} drawn once for each image, clipped to [0, 1], 100 epochs; with --epochs, both take as many`,
  run: async (setting) => {
    const { model, history } = await kerasIoRun(setting);
    const clean = await mnistParts();
    const seed = createSeed(setting.seed);
    const samples = { data: await noisy(clean.data, seed.fork('train')), validation: await noisy(clean.validation, seed.fork('test')) };
    const recipe = fromLayers({ encoder: model.encoder, decoder: model.decoder, loss: binaryCrossEntropy() });
    const run = await trained({ name: `keras-denoising-from-${history.epochs.length}`, recipe, parts: [fromLayers, adam, binaryCrossEntropy], ...samples, epochs: 100, batchSize: 128 }, setting);
    const epochs = run.history.epochs.length;
    const { clean: images, corrupted } = await allOf(samples.validation);
    const gain = psnr(images, await run.model.reconstruct(corrupted!)) - psnr(images, corrupted!);
    return [
      { name: `val BCE after epoch ${epochs}`, value: validationAfter(run, epochs), ...(epochs === 100 && { atMost: 0.0845 }), published: 0.0839 },
      { name: 'PSNR gain in dB', value: gain, atLeast: 0 },
    ];
  },
};

export const kerasDenoisingFresh: Experiment = {
  name: 'keras-denoising-fresh',
  about: 'the same with noise drawn anew at every step, 100 epochs',
  run: async (setting) => {
    const { model, history } = await kerasIoRun(setting);
    const { data, validation } = await mnistParts();
    const of = fromLayers({ encoder: model.encoder, decoder: model.decoder, loss: binaryCrossEntropy() });
    const recipe = denoise(of, { corruption: gaussianNoise({ stddev, clip: [0, 1] }) });
    const samples = { data, validation: await noisy(validation, createSeed(setting.seed).fork('test')) };
    const parts = [denoise, gaussianNoise, fromLayers, adam, binaryCrossEntropy];
    const run = await trained({ name: `keras-denoising-fresh-from-${history.epochs.length}`, recipe, parts, ...samples, epochs: 100, batchSize: 128 }, setting);
    const epochs = run.history.epochs.length;
    return [{ name: `val BCE after epoch ${epochs}`, value: validationAfter(run, epochs), published: 0.0839 }];
  },
};

/** The images beside noisy ones, the same in each epoch. */
async function noisy(data: Dataset, seed: Seed): Promise<Dataset> {
  const { clean } = await allOf(data);
  const noise = new Float32Array(clean.data.length);
  fillNormal(seed.value, noise);
  const corrupted: NdArray = { data: noise.map((value, i) => Math.min(1, Math.max(0, clean.data[i]! + stddev * value))), shape: clean.shape };
  return fromSamples({ clean, corrupted });
}
