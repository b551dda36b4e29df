import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { adam, adamEntries, type AdamOptions } from './adam.js';
import type { Optimiser } from './optimiser.js';
import { checkOptions } from './options.js';
import { definePart } from './part.js';

export interface AdamWOptions extends AdamOptions {
  /** The share of each parameter taken away at a step, times the learning rate; 0 or more. Default 0.01. */
  readonly weightDecay?: number;
}

const schema = v.strictObject({
  ...adamEntries,
  weightDecay: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0, 'Expected 0 or more')), 0.01),
});

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter, 2019), as in PyTorch: p ← p − learningRate·weightDecay·p before
 * the step of {@link adam}, for every parameter. Slots are Adam's.
 */
export const adamW = definePart('adamW', (options: AdamWOptions = {}): Optimiser => {
  const { weightDecay, ...rest } = checkOptions('adamW', schema, options);
  const base = adam(rest as AdamOptions);
  return {
    ...base,
    kind: 'adamW',
    options,
    update: (parameters, gradients, state, rate) => {
      const kept = tf.sub(1, tf.mul(rate, weightDecay));
      const decayed = Object.entries(parameters).map(([name, parameter]) => [name, tf.mul(parameter, kept)] as const);
      return base.update(Object.fromEntries(decayed), gradients, state, rate);
    },
  };
});
