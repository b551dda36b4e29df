import { kerasBlog } from '@hourglass/convolutional';
import { definePart, minMax, scaled, type Corruption, type Recipe } from '@hourglass/core';
import { undercomplete } from '@hourglass/undercomplete';
import * as tf from '@tensorflow/tfjs-core';

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

/** The nets that are measured, by name. */
export const recipes = { dense, denoising, scaled: scaledDense, convolutional: kerasBlog };

export type RecipeName = keyof typeof recipes;
