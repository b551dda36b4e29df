import '@tensorflow/tfjs-backend-cpu';
import { createAutoencoder } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { recipes } from './recipes.js';

beforeAll(() => tf.setBackend('cpu'));

it.each([
  ['dense', [32], 222_384],
  ['denoising', [32], 222_384],
  ['convolutional', [4, 4, 8], 4_385],
] as const)('%s has the code and the parameters of the published net', (name, codeShape, parameters) => {
  const recipe = recipes[name]();
  const model = createAutoencoder(recipe);
  expect(recipe).toMatchObject({ inputShape: [28, 28, 1], codeShape, outputShape: [28, 28, 1], loss: { kind: 'binaryCrossEntropy' } });
  expect(model.parameterCount).toBe(parameters);
  model.dispose();
});
