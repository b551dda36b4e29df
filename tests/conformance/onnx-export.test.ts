import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { createAutoencoder, train, type Recipe } from '@hourglass/core';
import { randomDataset } from '@hourglass/testing';
import { undercomplete } from '@hourglass/undercomplete';
import { describe, expect, it } from 'vitest';
import { expectSameAsFiles } from '../../packages/compile/src/export/exported.fixture.js';
import { recipes } from './engine-recipes.fixture.js';

const all: Record<string, () => Recipe> = {
  ...recipes,
  'undercomplete with other activations': () =>
    undercomplete({ inputShape: [4, 2], widths: [6], codeSize: 3, activation: 'elu', codeActivation: 'tanh', range: [-1, 1] }),
  'undercomplete of images': () => undercomplete({ inputShape: [6, 6, 1], widths: [16, 8], codeSize: 4, tied: true }),
};

describe.each(['cpu', 'wasm'])('on %s, the ONNX files of a trained model give what it gives:', (backend) => {
  it.each(Object.entries(all))('%s', async (_, make) => {
    await tf.setBackend(backend);
    const recipe = make();
    const { model } = await train(createAutoencoder(recipe), randomDataset(recipe, { size: 8 }), { epochs: 1, batchSize: 4 });
    const before = tf.memory().numTensors;
    await expectSameAsFiles(model);
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });
});
