import { adam, createAutoencoder, fromLayers, linearDecay, meanSquaredError } from '@hourglass/core';
import { probe } from '@hourglass/features';
import { overcomplete, sparsify, topK } from '@hourglass/overcomplete-sparse';
import type { Experiment } from './experiment.js';
import { mnistParts } from './mnist-parts.js';
import { trained } from './trained.js';

const k = 25;
const epochs = 300;

export const kSparse: Experiment = {
  name: 'k-sparse',
  about: `1,000 tied linear units of which ${k} stay, ${epochs} epochs, then logistic regression on codes of which ${3 * k} stay`,
  run: async (setting) => {
    const { data, validation } = await mnistParts();
    const base = overcomplete({
      inputShape: [28, 28, 1], codeSize: 1000, codeActivation: 'linear', tied: true, unitNorm: false, range: [0, 1],
      loss: meanSquaredError(), outputActivation: 'linear',
    });
    const optimiser = adam({ learningRate: linearDecay({ value: 1e-3, steps: epochs * 469 }) });
    const parts = [sparsify, topK, overcomplete, meanSquaredError, adam, linearDecay];
    const { model } = await trained({ name: 'k-sparse', recipe: sparsify(base, topK({ k })), parts, data, validation, epochs, batchSize: 128, optimiser }, setting);
    const { encoder, decoder } = model;
    const wider = createAutoencoder(sparsify(fromLayers({ encoder, decoder }), topK({ k: 3 * k })), { seed: setting.seed, engine: setting.engine });
    setting.say('k-sparse: probing');
    const { code, raw, pca } = await probe(wider, { train: data, test: validation });
    return [
      { name: 'error of logistic regression on codes', value: code.logistic, atMost: 0.016, published: 0.0135 },
      { name: 'on raw pixels', value: raw.logistic },
      { name: 'on as many principal components', value: pca.logistic },
      { name: 'error of 5 nearest neighbours on codes', value: code.neighbours },
      { name: 'neighbours on raw pixels', value: raw.neighbours },
    ];
  },
};
