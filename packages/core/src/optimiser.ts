import type { Scalar } from '@tensorflow/tfjs-core';
import type { Part } from './part.js';
import type { Scheduled } from './schedule.js';
import type { NamedTensors } from './terms.js';

/**
 * How parameters follow gradients, as a pair of pure functions of tensors, so that every engine can run it and
 * checkpoints can hold its slots. It has no state of its own.
 */
export interface Optimiser extends Part {
  readonly learningRate: Scheduled;
  /** Gradients are scaled down together where their common Euclidean norm is above this. */
  readonly clipNorm?: number;
  /** The slots before the first step, by names of the optimiser's choice. */
  init(parameters: NamedTensors): NamedTensors;
  /** @returns the parameters and slots after a step, all of them, under the names that came in */
  update(
    parameters: NamedTensors,
    gradients: NamedTensors,
    state: NamedTensors,
    learningRate: Scalar,
  ): { parameters: NamedTensors; state: NamedTensors };
}

/** What every optimiser takes. */
export interface OptimiserOptions {
  /** The size of a step: a number above 0, or a schedule. */
  readonly learningRate?: Scheduled;
  /** See {@link Optimiser.clipNorm}; without it gradients stay as they are. */
  readonly clipNorm?: number;
}
