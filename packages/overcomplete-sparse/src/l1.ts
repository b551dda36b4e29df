import { checkOptions, definePart, stateless, type Penalty, type Scheduled } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { rowsOfCode } from './rows-of-code.js';
import type { Sparsity } from './sparsity.js';
import { weight } from './weight.js';

export interface L1Options {
  /** Of the sum of a code's absolute values; beside a loss that is a mean over features, as Keras counts it. */
  readonly weight: Scheduled;
}

/** Asks for small codes: the sum of the absolute values of a code, averaged over the batch. Term: `l1/sum`. */
export const l1 = definePart('l1', (options: L1Options): Sparsity => {
  const checked = checkOptions('l1', v.strictObject({ weight }), options);
  const penalty: Penalty = {
    kind: 'l1',
    options,
    create: () => ({
      ...stateless,
      apply: ({ code }) => ({ sum: { value: tf.mean<tf.Scalar>(tf.sum(tf.abs(rowsOfCode(code)), 1)), weight: checked.weight } }),
    }),
  };
  return { kind: 'l1', options, on: () => ({ penalties: [penalty] }) };
});
