import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { registerTrainingKernels } from './index.js';

/** Sixty images of a bar, upright or lying, and which it is. */
const bars = () => {
  const upright = (index: number) => index % 2 === 0;
  const lit = (index: number, row: number, column: number) => (upright(index) ? column : row) === (index >> 1) % 8;
  const images = Array.from({ length: 60 }, (_, index) =>
    Array.from({ length: 8 }, (_, row) => Array.from({ length: 8 }, (_, column) => [lit(index, row, column) ? 1 : -1])),
  );
  return { images: tf.tensor4d(images), labels: tf.tensor1d(Array.from(images, (_, index) => (upright(index) ? 1 : 0))) };
};

const network = () => {
  const initial = (seed: number) => layers.initializers.glorotUniform({ seed });
  const model = layers.sequential();
  model.add(
    layers.layers.conv2d({ inputShape: [8, 8, 1], filters: 4, kernelSize: 3, padding: 'same', activation: 'relu', kernelInitializer: initial(1) }),
  );
  model.add(layers.layers.maxPooling2d({ poolSize: 2 }));
  model.add(layers.layers.conv2d({ filters: 8, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu', kernelInitializer: initial(2) }));
  model.add(layers.layers.flatten());
  model.add(layers.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: initial(3) }));
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
  return model;
};

it('a convolutional model of plain TensorFlow.js throws on wasm before the call, and trains after', async () => {
  await tf.setBackend('wasm');
  const { images, labels } = bars();
  const model = network();
  const fit = () => model.fit(images, labels, { epochs: 15, batchSize: 20, shuffle: false });
  await expect(fit()).rejects.toThrow(/Conv2DBackpropFilter/);
  registerTrainingKernels();
  const loss = (await fit()).history['loss'] as number[];
  expect(loss.at(-1)).toBeLessThan(loss[0]! / 2);
});
