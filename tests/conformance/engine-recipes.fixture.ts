import * as tf from '@tensorflow/tfjs-core';
import { definePart, warmUp, type Corruption, type Penalty, type Recipe } from '@hourglass/core';
import { undercomplete } from '@hourglass/undercomplete';

/** Recipes to prove engines on. */
export const recipes = {
  undercomplete: () => undercomplete({ inputShape: [6, 2], widths: [8], codeSize: 3 }),
  tied: () => undercomplete({ inputShape: [12], widths: [8], codeSize: 3, tied: true }),
  'noisy, with a penalty that warms up and counts': () => noisy(recipes.undercomplete(), {}),
};

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

