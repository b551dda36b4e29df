import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { convolutional } from '@hourglass/convolutional';
import { createAutoencoder, createSeed, sgd, train, type Autoencoder } from '@hourglass/core';
import { randomDataset } from '@hourglass/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { styles } from './convolutional-styles.fixture.js';

beforeAll(() => tf.setBackend('wasm'));

/** The loss of one batch, some of their values negative; the weights then go down its slope, by as much. */
async function descend(model: Autoencoder, learningRate: number): Promise<number> {
  const data = randomDataset(model.recipe, { size: 16 });
  const { history } = await train(model, data, { epochs: 1, batchSize: 16, optimiser: sgd({ learningRate }) });
  return history.epochs[0]!.train['total']!;
}

const still = 1e-20;
const width = 1e-3;

/** The slope is taken over both sides and over each, since on one of them the maximum of a pool may be another value. */
describe.each(styles)('the gradient of convolutional, %s', (_, style) => {
  it.each([[[7, 5, 2]], [[13, 2]]])('on samples of shape %j is the slope of the loss along each parameter', async (inputShape) => {
    const model = createAutoencoder(convolutional({ inputShape, filters: [3, 2], activation: 'tanh', range: [-1, 1], ...style }));
    const parameters = Object.entries(model.parameters);
    const start = parameters.map(([, variable]) => variable.clone());
    await descend(model, 1);
    const gradients = parameters.map(([, variable], i) => tf.sub(start[i]!, variable));
    parameters.forEach(([, variable], i) => variable.assign(start[i]!));

    const here = await descend(model, still);
    for (const [i, [name, variable]] of parameters.entries()) {
      const { size, shape } = variable;
      const { next } = createSeed(1).fork(name).stream();
      const direction = tf.tensor(Float32Array.from({ length: size }, () => (2 * next(2) - 1) / Math.sqrt(size)), shape);
      const lossAt = (distance: number): Promise<number> => {
        variable.assign(tf.add(start[i]!, tf.mul(distance, direction)));
        return descend(model, still);
      };
      const [below, above] = [await lossAt(-width), await lossAt(width)];
      const slopes = [(above - below) / 2, above - here, here - below].map((difference) => difference / width);
      variable.assign(start[i]!);
      const [expected] = tf.sum(tf.mul(gradients[i]!, direction)).dataSync();
      const differences = slopes.map((slope) => Math.abs(slope - expected!));
      expect(Math.min(...differences), name).toBeLessThan(5e-4 + 0.02 * Math.abs(expected!));
    }
    model.dispose();
  });
});
