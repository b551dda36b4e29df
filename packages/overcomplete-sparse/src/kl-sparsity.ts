import { checkOptions, definePart, stateless, type Penalty, type Scheduled } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { rowsOfCode } from './rows-of-code.js';
import type { Sparsity } from './sparsity.js';
import { weight } from './weight.js';

export interface KlSparsityOptions {
  /** What a unit should give on average over a batch: above 0 and below 1. */
  readonly rate: number;
  /** Of the sum over the units. */
  readonly weight: Scheduled;
}

const inside = 'Expected a number above 0 and below 1';
const schema = v.strictObject({
  rate: v.pipe(v.number(inside), v.gtValue(0, inside), v.ltValue(1, inside)),
  weight,
});

/** The smallest share that a logarithm sees. */
const epsilon = 1e-7;

/**
 * Asks each unit of a code from 0 to 1 (`codeActivation: 'sigmoid'`) to be active at a given rate: Σ KL(ρ ‖ ρ̂) with ρ̂ the
 * mean of a unit over the batch (Ng, *Sparse autoencoder*, CS294A lecture notes, 2011). Term: `klSparsity/divergence`.
 *
 * @throws InvalidOptionError for a rate that is not between 0 and 1
 */
export const klSparsity = definePart('klSparsity', (options: KlSparsityOptions): Sparsity => {
  const { rate, weight } = checkOptions('klSparsity', schema, options);
  const penalty: Penalty = {
    kind: 'klSparsity',
    options,
    create: () => ({
      ...stateless,
      apply: ({ code }) => {
        const mean = tf.clipByValue(tf.mean(rowsOfCode(code), 0), epsilon, 1 - epsilon); // [units]
        const active = tf.mul(rate, tf.sub(Math.log(rate), tf.log(mean)));
        const silent = tf.mul(1 - rate, tf.sub(Math.log(1 - rate), tf.log(tf.sub(1, mean))));
        return { divergence: { value: tf.sum<tf.Scalar>(tf.add(active, silent)), weight } };
      },
    }),
  };
  return { kind: 'klSparsity', options, on: () => ({ penalties: [penalty] }) };
});
