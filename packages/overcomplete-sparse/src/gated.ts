import { applyModel, checkOptions, definePart, sizeOf, stateless, type Bottleneck, type Penalty, type Recipe, type Scheduled } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { rowsOfCode } from './rows-of-code.js';
import type { Sparsity } from './sparsity.js';
import { throughFrozen } from './through-frozen.js';
import { weight } from './weight.js';

export interface GatedOptions {
  /** Of the sum of what opens the gates. */
  readonly weight: Scheduled;
}

/**
 * Decides apart whether a unit is active and how much: what the encoder gives opens the gate where it is above 0, and, times a
 * factor and plus a number that each unit learns, is what passes. Only the gates are asked to be sparse, `gated/gates`, so
 * values do not shrink; a term of its own, `gatesAlone/reconstruction`, teaches the gates to rebuild the sample through a decoder held
 * still (Rajamanoharan et al., *Improving dictionary learning with gated sparse autoencoders*, 2024, with
 * the weights of both paths tied).
 */
export const gated = definePart('gated', (options: GatedOptions): Sparsity => {
  const checked = checkOptions('gated', v.strictObject({ weight }), options);
  return {
    kind: 'gated',
    options,
    on: (recipe) => ({ bottleneck: gates(options, checked.weight, recipe), penalties: [frozenReconstruction(options, recipe)] }),
  };
});

const gates = (options: GatedOptions, weight: Scheduled, { codeShape }: Recipe): Bottleneck => ({
  kind: 'gated',
  options,
  create: () => {
    const zeros = (): tf.Variable => tf.tidy(() => tf.variable(tf.zeros([sizeOf(codeShape)])));
    const [logFactor, shift] = [zeros(), zeros()];
    return {
      trainable: { logFactor, shift },
      state: {},
      apply: (encoded) => {
        const opening = tf.relu(rowsOfCode(encoded)); // [batch, units]
        const open = tf.sign(opening);
        const magnitude = tf.relu(tf.add(tf.mul(opening, tf.exp(logFactor)), shift));
        const sum = tf.mean<tf.Scalar>(tf.sum(opening, 1));
        return { code: tf.reshape(tf.mul(open, magnitude), encoded.shape), terms: { gates: { value: sum, weight } } };
      },
    };
  },
});

const frozenReconstruction = (options: GatedOptions, { loss }: Recipe): Penalty => ({
  kind: 'gatesAlone',
  options,
  create: () => ({
    ...stateless,
    apply: ({ clean, encoded, condition, mask, decoder }) => {
      const value = throughFrozen((code) => applyModel(decoder, code, condition, false), tf.relu(encoded), (rebuilt) => loss.apply(clean, rebuilt, mask));
      return { reconstruction: { value, weight: 1 } };
    },
  }),
});
