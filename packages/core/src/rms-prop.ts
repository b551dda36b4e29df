import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { clipNorm, decayRate, learningRate } from './optimiser-options.js';
import { zeroSlots } from './optimiser-slots.js';
import type { Optimiser, OptimiserOptions } from './optimiser.js';
import { checkOptions, positive } from './options.js';
import { definePart } from './part.js';
import type { NamedTensors } from './terms.js';

export interface RmsPropOptions extends OptimiserOptions {
  /** How much of the mean of the squared gradients stays at each step, from 0 to below 1. Default 0.9. */
  readonly rho?: number;
  /** Added to the mean square, inside the root. Default 1e-7. */
  readonly epsilon?: number;
  /** How much of the last step stays, from 0 (the default) to below 1. */
  readonly momentum?: number;
}

const schema = v.strictObject({
  learningRate: learningRate(0.001),
  rho: v.optional(decayRate, 0.9),
  epsilon: v.optional(positive, 1e-7),
  momentum: v.optional(decayRate, 0),
  clipNorm,
});

/**
 * RMSProp (Tieleman & Hinton, 2012) as in Keras: s ← rho·s + (1 − rho)·g², step = learningRate·g / √(s + epsilon); with
 * momentum, u ← momentum·u + step and p ← p − u. Default learning rate 0.001. Slots: `meanSquare/<parameter>` and, where
 * there is momentum, `velocity/<parameter>`.
 */
export const rmsProp = definePart('rmsProp', (options: RmsPropOptions = {}): Optimiser => {
  const { rho, epsilon, momentum, ...rest } = checkOptions('rmsProp', schema, options);
  return {
    kind: 'rmsProp',
    options,
    learningRate: rest.learningRate,
    ...(rest.clipNorm !== undefined && { clipNorm: rest.clipNorm }),
    init: (parameters) => ({
      ...zeroSlots('meanSquare', parameters),
      ...(momentum > 0 && zeroSlots('velocity', parameters)),
    }),
    update: (parameters, gradients, state, rate) => {
      const updated: NamedTensors = {};
      const slots: NamedTensors = {};
      for (const [name, parameter] of Object.entries(parameters)) {
        const gradient = gradients[name]!;
        const meanSquare = tf.add(tf.mul(state[`meanSquare/${name}`]!, rho), tf.mul(tf.square(gradient), 1 - rho));
        slots[`meanSquare/${name}`] = meanSquare;
        let step = tf.div(tf.mul(gradient, rate), tf.sqrt(tf.add(meanSquare, epsilon)));
        if (momentum > 0) {
          const slot = `velocity/${name}`;
          step = slots[slot] = tf.add(tf.mul(state[slot]!, momentum), step);
        }
        updated[name] = tf.sub(parameter, step);
      }
      return { parameters: updated, state: slots };
    },
  };
});
