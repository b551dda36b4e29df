import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Draws } from './draws.js';
import type { Scheduled } from './schedule.js';

/** One summand of the total: `total = reconstruction + Σ weight · value`. */
export interface Term {
  readonly value: Scalar;
  readonly weight: Scheduled;
}

/** Summands by name; core puts the name of their part before it: `kl` of `variational` is logged as `variational/kl`. */
export type Terms = Readonly<Record<string, Term>>;

/** What a bottleneck or penalty knows of the step it is applied in. */
export interface StepContext {
  readonly draws: Draws;
  /** False in `encode`, `reconstruct` and `evaluate`: then states stay as they are and nothing is drawn at random. */
  readonly training: boolean;
  /** The number of the step, from 0, as a tensor, since a compiled step must not freeze it. */
  readonly step: Scalar;
}

/** The tensors that live as long as a bottleneck or penalty of one model. */
export interface Stateful {
  /** Learned by gradient, beside the weights of encoder and decoder. */
  readonly trainable: Readonly<Record<string, Variable>>;
  /** Assigned by `apply` while training (thresholds, codebooks, counts); saved with the model. */
  readonly state: Readonly<Record<string, Variable>>;
}

/** For parts that keep nothing. */
export const stateless: Stateful = { trainable: {}, state: {} };

/** A tensor by name. */
export type NamedTensors = Record<string, Tensor>;
