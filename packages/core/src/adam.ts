import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { clipNorm, decayRate, learningRate } from './optimiser-options.js';
import { zeroSlots } from './optimiser-slots.js';
import type { Optimiser, OptimiserOptions } from './optimiser.js';
import { checkOptions, positive } from './options.js';
import { definePart } from './part.js';
import type { NamedTensors } from './terms.js';

export interface AdamOptions extends OptimiserOptions {
  /** How much of the mean of the gradients stays at each step, from 0 to below 1. Default 0.9. */
  readonly beta1?: number;
  /** How much of the mean of their squares stays at each step, from 0 to below 1. Default 0.999. */
  readonly beta2?: number;
  /** Added to the root of the corrected second moment. Default 1e-7. */
  readonly epsilon?: number;
}

/** What `adam` takes, for `checkOptions`. */
export const adamEntries = {
  learningRate: learningRate(0.001),
  beta1: v.optional(decayRate, 0.9),
  beta2: v.optional(decayRate, 0.999),
  epsilon: v.optional(positive, 1e-7),
  clipNorm,
};

const schema = v.strictObject(adamEntries);

/**
 * Adam, with both moments corrected for their start at 0 (Kingma & Ba, 2015, Algorithm 1; so `epsilon` is that of PyTorch
 * and Optax). Default learning rate 0.001. Slots: `moment1/<parameter>`, `moment2/<parameter>`, and the powers of the
 * betas so far, `beta1Power` and `beta2Power`.
 */
export const adam = definePart('adam', (options: AdamOptions = {}): Optimiser => {
  const { beta1, beta2, epsilon, ...rest } = checkOptions('adam', schema, options);
  return {
    kind: 'adam',
    options,
    learningRate: rest.learningRate,
    ...(rest.clipNorm !== undefined && { clipNorm: rest.clipNorm }),
    init: (parameters) => ({
      ...zeroSlots('moment1', parameters),
      ...zeroSlots('moment2', parameters),
      beta1Power: tf.scalar(1),
      beta2Power: tf.scalar(1),
    }),
    update: (parameters, gradients, state, rate) => {
      const beta1Power = tf.mul(state['beta1Power']!, beta1);
      const beta2Power = tf.mul(state['beta2Power']!, beta2);
      // Both corrections moved onto scalars: α·m / (√v + ε·c₂) = rate·(m / c₁) / (√v / c₂ + ε), α = rate·c₂ / c₁
      const correction1 = tf.sub(1, beta1Power);
      const correction2 = tf.sqrt(tf.sub(1, beta2Power));
      const stepSize = tf.div(tf.mul(rate, correction2), correction1);
      const scaledEpsilon = tf.mul(correction2, epsilon);

      const updated: NamedTensors = {};
      const slots: NamedTensors = { beta1Power, beta2Power };
      for (const [name, parameter] of Object.entries(parameters)) {
        const gradient = gradients[name]!;
        const moment1 = average(state[`moment1/${name}`]!, gradient, beta1);
        const moment2 = average(state[`moment2/${name}`]!, tf.square(gradient), beta2);
        const step = tf.div(tf.mul(moment1, stepSize), tf.add(tf.sqrt(moment2), scaledEpsilon));
        updated[name] = tf.sub(parameter, step);
        slots[`moment1/${name}`] = moment1;
        slots[`moment2/${name}`] = moment2;
      }
      return { parameters: updated, state: slots };
    },
  };
});

/** The running mean of which `decay` stays at each step. */
const average = (mean: tf.Tensor, value: tf.Tensor, decay: number): tf.Tensor =>
  tf.add(tf.mul(mean, decay), tf.mul(value, 1 - decay));
