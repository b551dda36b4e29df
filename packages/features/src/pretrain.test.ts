import {
  adam, createAutoencoder, fitScaler, fromLayers, fromSamples, InvalidOptionError, meanSquaredError, scaled, standard, type Autoencoder, type Draws, type History,
} from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { pretrain, type PretrainOptions } from './index.js';
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

const conv = (filters: number, inputShape?: number[]) =>
  layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'sigmoid', kernelInitializer: initializers.glorotUniform({ seed: filters }), ...(inputShape && { inputShape }) });
const pooled = () => sequential({ layers: [conv(3, [4, 4, 1]), layers.maxPooling2d({ poolSize: 2 }), conv(2), layers.flatten()] });
const reshaped = () => layers.reshape({ inputShape: [8], targetShape: [2, 2, 2] });
const images = fromSamples({ clean: { data: Float32Array.from({ length: 320 }, (_, i) => Math.abs(Math.sin(i))), shape: [20, 4, 4, 1] } });

it('takes stacks of convolutions, with what lies between them', async () => {
  const [encoder, decoder] = [pooled(), sequential({ layers: [reshaped(), conv(3), conv(1), layers.upSampling2d({})] })];
  const model = createAutoencoder(fromLayers({ encoder, decoder }));
  const before = weights(model);
  expect(await pretrain(model, images, { epochs: 1 })).toHaveLength(2);
  weights(model).forEach((values, i) => { expect(values).not.toEqual(before[i]); });
  for (const each of [model, encoder, decoder]) each.dispose();
});

it('refuses convolutions whose pool is undone a layer too late', async () => {
  const [encoder, decoder] = [pooled(), sequential({ layers: [reshaped(), conv(3), layers.upSampling2d({}), conv(1)] })];
  const model = createAutoencoder(fromLayers({ encoder, decoder }));
  const before = weights(model);
  await expect(pretrain(model, images, { epochs: 1 })).rejects.toThrow(/mirror/);
  expect(weights(model)).toEqual(before);
  for (const each of [model, encoder, decoder]) each.dispose();
});

it('shows layers what the networks see: samples that are scaled, where the model has a scaler', async () => {
  const far = fromSamples({ clean: { data: Float32Array.from({ length: 360 }, (_, i) => 1000 + 50 * Math.sin(i * i)), shape: [60, 6] } }, { range: [-Infinity, Infinity] });
  const [encoder, decoder] = [stack('tanh', 6, 5), stack('linear', 5, 6)];
  const recipe = { ...fromLayers({ encoder, decoder, loss: meanSquaredError() }), range: [-Infinity, Infinity] as const };
  const model = createAutoencoder(scaled(recipe, { scaler: await fitScaler(standard(), far) }));
  const [{ epochs }] = await pretrain(model, far, options) as [History];
  expect(epochs[0]!.train['total']!).toBeLessThan(5); // about 1,000,000 of what is not scaled
  expect(epochs.at(-1)!.train['total']!).toBeLessThan(epochs[0]!.train['total']!);
  for (const each of [model, encoder, decoder]) each.dispose();
});

it('refuses corruptions of another number than there are layers, and those that cannot corrupt what a layer sees', async () => {
  const model = deep();
  const picky = { kind: 'picky', options: {}, apply: (clean: tf.Tensor) => clean, check: ({ inputShape }: { inputShape: readonly number[] }) => { if (inputShape[0] === 5) throw new InvalidOptionError('corruption', 'not five'); } };
  await expect(pretrain(model, clouds(20, 1), { corruption: [picky] })).rejects.toThrow(/one for each of 2 layers, or a single one for all, received 1/);
  const before = weights(model);
  const tensors = tf.memory().numTensors;
  await expect(pretrain(model, clouds(20, 1), { epochs: 1, corruption: picky })).rejects.toThrow(/not five/);
  expect(tf.memory().numTensors).toBe(tensors);
  expect(before).toEqual(weights(model));
  await expect(pretrain(model, clouds(20, 1), { epoch: 3 } as PretrainOptions)).rejects.toThrow(/pretrain has no option "epoch"/);
  model.dispose();
});

it('refuses networks that do not mirror each other', async () => {
  const [encoder, decoder] = [stack('tanh', 6, 5, 3), stack('tanh', 3, 4, 6)];
  const model = createAutoencoder(fromLayers({ encoder, decoder, range: [-1, 1] }));
  await expect(pretrain(model, clouds(20, 1))).rejects.toThrow(InvalidOptionError);
  await expect(pretrain(model, clouds(20, 1))).rejects.toThrow(/\[6\] → \[5\], \[5\] → \[3\] and, from the end, \[4\] → \[6\]/);
  for (const each of [model, encoder, decoder]) each.dispose();
});
