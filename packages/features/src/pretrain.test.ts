import { adam, createAutoencoder, fromLayers, fromSamples, InvalidOptionError, type Autoencoder, type Draws } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { pretrain } from './index.js';
import { clouds, deep, stack } from './samples.fixture.js';

const weights = (model: Autoencoder): Float32Array[] => Object.values(model.parameters).map((variable) => variable.dataSync().slice() as Float32Array);
const options = { epochs: 15, batchSize: 20, optimiser: adam({ learningRate: 0.02 }) };

it('pretrain(model, data) trains one layer after another, and leaves the whole better than it was', async () => {
  const model = deep();
  const before = weights(model);
  const untrained = await model.evaluate(clouds(200, 2));
  const layersSeen: number[] = [];
  const tensors = tf.memory().numTensors;
  const histories = await pretrain(model, clouds(300, 1), { ...options, onProgress: ({ layer, record }) => void (record && layersSeen.push(layer)) });
  expect(tf.memory().numTensors).toBe(tensors);
  expect(layersSeen).toEqual([...Array<number>(15).fill(1), ...Array<number>(15).fill(2)]);
  for (const { epochs } of histories) expect(epochs.at(-1)!.train['total']!).toBeLessThan(epochs[0]!.train['total']!);
  weights(model).forEach((values, i) => { expect(values).not.toEqual(before[i]); });
  expect((await model.evaluate(clouds(200, 2))).mse).toBeLessThan(0.8 * untrained.mse);
  model.dispose();
});

it('spoils the input of each layer by its own corruption', async () => {
  const seen: number[][] = [];
  const spoiling = (size: number) => ({
    kind: 'spoiling',
    options: {},
    apply: (clean: tf.Tensor, draws: Draws) => {
      seen.push([size, clean.shape[1]!]);
      return tf.add(clean, tf.mul(draws.normal(clean.shape), 0.1));
    },
  });
  const model = deep();
  await pretrain(model, clouds(40, 1), { epochs: 1, batchSize: 40, corruption: [spoiling(6), spoiling(5)] });
  expect(new Set(seen.map(String))).toEqual(new Set(['6,6', '5,5']));
  model.dispose();
});

it('takes stacks of convolutions, with what lies between them', async () => {
  const conv = (filters: number, inputShape?: number[]) =>
    layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'sigmoid', kernelInitializer: initializers.glorotUniform({ seed: filters }), ...(inputShape && { inputShape }) });
  const encoder = sequential({ layers: [conv(3, [4, 4, 1]), layers.maxPooling2d({ poolSize: 2 }), conv(2), layers.flatten()] });
  const decoder = sequential({ layers: [layers.reshape({ inputShape: [8], targetShape: [2, 2, 2] }), conv(3), layers.upSampling2d({}), conv(1)] });
  const model = createAutoencoder(fromLayers({ encoder, decoder }));
  const before = weights(model);
  const clean = { data: Float32Array.from({ length: 320 }, (_, i) => Math.abs(Math.sin(i))), shape: [20, 4, 4, 1] };
  await expect(pretrain(model, fromSamples({ clean }), { epochs: 1 })).rejects.toThrow(/mirror/); // the pool is undone a layer too late
  expect(weights(model)).toEqual(before);
  for (const each of [model, encoder, decoder]) each.dispose();
});

it('refuses networks that do not mirror each other', async () => {
  const [encoder, decoder] = [stack('tanh', 6, 5, 3), stack('tanh', 3, 4, 6)];
  const model = createAutoencoder(fromLayers({ encoder, decoder, range: [-1, 1] }));
  await expect(pretrain(model, clouds(20, 1))).rejects.toThrow(InvalidOptionError);
  await expect(pretrain(model, clouds(20, 1))).rejects.toThrow(/\[6\] → \[5\], \[5\] → \[3\] and, from the end, \[4\] → \[6\]/);
  for (const each of [model, encoder, decoder]) each.dispose();
});
