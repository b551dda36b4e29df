import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { baselines } from './baselines.js';
import type { Dataset } from './dataset.js';
import { createAutoencoder } from './autoencoder.js';
import type { Recipe } from './recipe.js';
import { fromSamples } from './samples.js';
import { networkRecipe } from './fixtures/tiny.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const dataset = (rows: number[][]): Dataset =>
  fromSamples({ clean: { data: Float32Array.from(rows.flat()), shape: [rows.length, rows[0]!.length] } });

const codeOf = (size: number): Recipe => networkRecipe(3, size);

describe('baselines({ recipe, train, test })', () => {
  const train = dataset([
    [0, 0, 0.5],
    [1, 1, 0.5],
    [0.2, 0.2, 0.5],
    [0.8, 0.8, 0.5],
  ]); // on a line through [0.5, 0.5, 0.5]

  it('measures on the test samples what was fitted on the training samples', async () => {
    const found = await baselines({ train, test: dataset([[0.3, 0.3, 0.5], [0.5, 0.5, 0.8]]), recipe: codeOf(1) });
    expect(found.pca.mse).toBeCloseTo(0.3 ** 2 / 6, 6); // the first lies on the line, the second 0.3 beside it
    expect(found.mean.mse).toBeCloseTo((2 * 0.2 ** 2 + 0.3 ** 2) / 6, 6);
  });

  it('measures the model as it is before its first step, of its seed, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const test = dataset([[0.1, 0.9, 0.3]]);
    const { untrained } = await baselines({ train, test, recipe: codeOf(2), seed: 4 });
    expect(tf.memory().numTensors).toBe(before);
    const model = createAutoencoder(codeOf(2), { seed: 4 });
    expect(untrained.mse).toBe((await model.evaluate(test)).mse);
    model.dispose();
  });

  it('takes a code as large as the samples, or larger, for one as large', async () => {
    const test = dataset([[0.1, 0.9, 0.3]]);
    for (const codeSize of [3, 100]) expect((await baselines({ train, test, recipe: codeOf(codeSize) })).pca.mse).toBeLessThan(1e-10);
  });

  it('takes fewer training samples than values in a code, of a stream too', async () => {
    const { info, batches } = dataset([[0, 0, 0], [0, 1, 0]]);
    const { size: _, ...unsized } = info;
    const found = await baselines({ train: { info: unsized, batches }, test: dataset([[0, 0.25, 0]]), recipe: codeOf(3) });
    expect(found.pca.mse).toBeLessThan(1e-10);
    expect(found.mean.mse).toBeCloseTo(0.25 ** 2 / 3, 6);
  });
});
