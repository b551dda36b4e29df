import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { clipNorm, decayRate, learningRate } from './optimiser-options.js';
import { zeroSlots } from './optimiser-slots.js';
import type { Optimiser, OptimiserOptions } from './optimiser.js';
import { checkOptions } from './options.js';
import { definePart } from './part.js';
import type { NamedTensors } from './terms.js';

export interface SgdOptions extends OptimiserOptions {
  /** How much of the last step's direction stays, from 0 (the default: plain gradient descent) to below 1. */
  readonly momentum?: number;
}

const schema = v.strictObject({
  learningRate: learningRate(0.01),
  momentum: v.optional(decayRate, 0),
  clipNorm,
});

/**
 * Gradient descent, with momentum as in PyTorch: v ← momentum·v + g, p ← p − learningRate·v. Default learning rate 0.01.
 * Slot: `velocity/<parameter>`, where there is momentum.
 */
export const sgd = definePart('sgd', (options: SgdOptions = {}): Optimiser => {
  const { momentum, ...rest } = checkOptions('sgd', schema, options);
  return {
    kind: 'sgd',
    options,
    learningRate: rest.learningRate,
    ...(rest.clipNorm !== undefined && { clipNorm: rest.clipNorm }),
    init: (parameters) => (momentum > 0 ? zeroSlots('velocity', parameters) : {}),
    update: (parameters, gradients, state, rate) => {
      const updated: NamedTensors = {};
      const slots: NamedTensors = {};
      for (const [name, parameter] of Object.entries(parameters)) {
        let direction = gradients[name]!;
        if (momentum > 0) {
          const slot = `velocity/${name}`;
          direction = slots[slot] = tf.add(tf.mul(state[slot]!, momentum), direction);
        }
        updated[name] = tf.sub(parameter, tf.mul(direction, rate));
      }
      return { parameters: updated, state: slots };
    },
  };
});
