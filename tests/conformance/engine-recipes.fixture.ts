import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { definePart, fromLayers, warmUp, type Corruption, type Penalty, type Recipe } from '@hourglass/core';
import { undercomplete } from '@hourglass/undercomplete';

/** Recipes to prove engines on. */
export const recipes = {
  undercomplete: () => undercomplete({ inputShape: [6, 2], widths: [8], codeSize: 3 }),
  tied: () => undercomplete({ inputShape: [12], widths: [8], codeSize: 3, tied: true }),
  convolutional: () => convolutional(),
  'noisy, with a penalty that warms up and counts': () => noisy(recipes.undercomplete(), {}),
};

/** Convolutions both ways, pools, an enlargement, and averages that training moves. */
function convolutional(): Recipe {
  let seed = 0;
  const options = (filters: number) => {
    const initializers = { kernelInitializer: tfl.initializers.glorotUniform({ seed: ++seed }) };
    return { filters, kernelSize: 3, padding: 'same', ...initializers } as const;
  };
  const encoder = tfl.sequential({
    layers: [
      tfl.layers.conv2d({ inputShape: [6, 5, 1], ...options(4), useBias: false }),
      tfl.layers.batchNormalization(),
      tfl.layers.activation({ activation: 'relu' }),
      tfl.layers.maxPooling2d({ poolSize: 2, padding: 'same' }),
      tfl.layers.conv2d({ ...options(3), activation: 'tanh' }),
    ],
  });
  const decoder = tfl.sequential({
    layers: [
      tfl.layers.conv2dTranspose({ inputShape: [3, 3, 3], ...options(4), strides: 2, activation: 'elu' }),
      tfl.layers.averagePooling2d({ poolSize: [1, 2], strides: 1, padding: 'valid' }),
      tfl.layers.upSampling2d({ size: [2, 2] }),
      tfl.layers.conv2d({ ...options(1), strides: 2, activation: 'sigmoid' }),
    ],
  });
  return fromLayers({ encoder, decoder });
}

/** Whatever an engine must supply anew at each step: draws, a schedule, the step, a state. */
export const noisy = definePart('noisy', (of: Recipe, options: object): Recipe => {
  const corruption: Corruption = {
    kind: 'added',
    options: {},
    apply: (clean, draws) => tf.add(clean, tf.mul(draws.normal(clean.shape), draws.uniform(clean.shape))),
  };
  const counted: Penalty = {
    kind: 'counted',
    options: {},
    create: () => {
      const steps = tf.tidy(() => tf.variable(tf.scalar(1), false));
      const apply: ReturnType<Penalty['create']>['apply'] = ({ code }, { training, step }) => {
        const mean = tf.mean<tf.Scalar>(tf.abs(code));
        const value = tf.mul<tf.Scalar>(mean, tf.div(steps, tf.add(tf.cast(step, 'float32'), 1)));
        if (training) steps.assign(tf.add(steps, 1));
        return { code: { value, weight: warmUp({ value: 0.1, steps: 20 }) } };
      };
      return { trainable: {}, state: { steps }, apply };
    },
  };
  return { ...of, kind: 'noisy', options, of, corruption, penalties: [counted] };
});

