import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { createAutoencoder, eager, fromLayers, train, type Recipe } from '@hourglass/core';
import { randomDataset, testEngine, testVariant } from '@hourglass/testing';
import { undercomplete } from '@hourglass/undercomplete';
import { beforeAll, describe, expect, it } from 'vitest';
import { noisy, recipes } from './engine-recipes.fixture.js';

testEngine({
  name: 'eager on wasm, beside cpu',
  engine: eager,
  recipes,
  parts: [undercomplete, noisy, fromLayers],
  setUp: () => tf.setBackend('wasm'),
  setUpReference: () => tf.setBackend('cpu'),
});

testVariant({
  name: 'a recipe with corruption and penalty',
  recipe: () => noisy(recipes.undercomplete(), {}),
  parts: [undercomplete, noisy, fromLayers],
  setUp: () => tf.setBackend('cpu'),
});

describe('eager()', () => {
  beforeAll(() => tf.ready());

  it('goes by the name of its backend', async () => {
    await tf.setBackend('wasm');
    expect(eager().name).toBe('wasm');
    await tf.setBackend('cpu');
    expect(eager().name).toBe('cpu');
  });

  it('gives the same losses on wasm as on cpu, convolutions included', async () => {
    const course = async (backend: string, recipe: Recipe): Promise<number[]> => {
      await tf.setBackend(backend);
      const model = createAutoencoder(recipe);
      const { history } = await train(model, randomDataset(recipe), { epochs: 5, batchSize: 4 });
      model.dispose();
      return history.epochs.map(({ train: terms }) => terms['total']!);
    };
    await tf.setBackend('cpu');
    const kernelInitializer = initializers.glorotUniform({ seed: 3 });
    const encoder = sequential({
      layers: [
        layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same', inputShape: [6, 6, 1], kernelInitializer, activation: 'tanh' }),
        layers.maxPooling2d({ poolSize: 2 }),
      ],
    });
    const decoder = sequential({
      layers: [
        layers.upSampling2d({ size: [2, 2], inputShape: [3, 3, 3] }),
        layers.conv2d({ filters: 1, kernelSize: 3, padding: 'same', kernelInitializer, activation: 'sigmoid' }),
      ],
    });
    for (const recipe of [recipes.undercomplete(), fromLayers({ encoder, decoder })]) {
      const [cpu, wasm] = [await course('cpu', recipe), await course('wasm', recipe)];
      cpu.forEach((loss, epoch) => { expect(Math.abs(wasm[epoch]! - loss) / loss).toBeLessThan(1e-4); });
    }
  });
});
