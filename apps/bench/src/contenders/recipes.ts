import { createSeed, definePart, fromLayers, minMax, scaled, type Corruption, type Recipe, type Seed } from '@hourglass/core';
import { undercomplete } from '@hourglass/undercomplete';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';

/** 784-128-64-32-64-128-784, rectified, its output a sigmoid, learning by binary cross-entropy. */
const dense = (): Recipe =>
  undercomplete({ inputShape: [28, 28, 1], widths: [128, 64], codeSize: 32, codeActivation: 'relu' });

/** The same with fresh Gaussian noise (standard deviation 0.5) on every sample at every step. */
const denoising = (): Recipe => noisy(dense(), { stddev: 0.5 });

/** The dense net behind a scaler, which leaves values from 0 to 1 as they are. */
const scaledDense = (): Recipe => scaled(dense(), { scaler: minMax({ fitted: { centre: [0], spread: [1] } }) });

const noisy = definePart('noisy', (of: Recipe, { stddev }: { readonly stddev: number }): Recipe => {
  const corruption: Corruption = {
    kind: 'gaussianNoise',
    options: { stddev },
    apply: (clean, draws) => tf.add(clean, tf.mul(stddev, draws.normal(clean.shape))),
  };
  return { ...of, kind: 'noisy', options: { stddev }, of, corruption };
});

/**
 * The convolutional autoencoder of "Building Autoencoders in Keras" (Chollet, 2016), as layers of TensorFlow.js: 16-8-8
 * channels down to 4×4×8, and 8-8-16 back up, where the last hidden convolution pads nothing: 16×16 → 14×14.
 */
const convolutional = (): Recipe => {
  const seed = createSeed(1).fork('convolutional');
  const pool = () => layers.maxPooling2d({ poolSize: [2, 2], padding: 'same' });
  const enlarge = () => layers.upSampling2d({ size: [2, 2] });
  const convolution = (name: string, config: Convolution) =>
    layers.conv2d({ name, kernelSize: 3, padding: 'same', activation: 'relu', kernelInitializer: glorot(seed.fork(name)), ...config });
  return fromLayers({
    encoder: sequential({
      layers: [
        convolution('down_1', { filters: 16, inputShape: [28, 28, 1] }), pool(),
        convolution('down_2', { filters: 8 }), pool(),
        convolution('down_3', { filters: 8 }), pool(),
      ],
    }),
    decoder: sequential({
      layers: [
        convolution('up_1', { filters: 8, inputShape: [4, 4, 8] }), enlarge(),
        convolution('up_2', { filters: 8 }), enlarge(),
        convolution('up_3', { filters: 16, padding: 'valid' }), enlarge(),
        convolution('output', { filters: 1, activation: 'sigmoid' }),
      ],
    }),
  });
};

interface Convolution {
  readonly filters: number;
  readonly inputShape?: number[];
  readonly padding?: 'valid';
  readonly activation?: 'sigmoid';
}

const glorot = (seed: Seed) => initializers.glorotUniform({ seed: seed.value || 1 });

/** The nets that are measured, by name. */
export const recipes = { dense, denoising, scaled: scaledDense, convolutional };

export type RecipeName = keyof typeof recipes;
