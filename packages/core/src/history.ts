import type { Evaluation } from './evaluate.js';
import type { Reduction } from './loss.js';

/** What was measured in one epoch. */
export interface EpochRecord {
  /** From 1. */
  readonly epoch: number;
  /** Steps since the start of the run. */
  readonly step: number;
  /** Time spent on this epoch, validation included. */
  readonly seconds: number;
  readonly learningRate: number;
  /** Means over the epoch's samples of `total`, `reconstruction` and each summand, while the weights moved. */
  readonly train: Readonly<Record<string, number>>;
  /** The validation data after the epoch. */
  readonly val?: Evaluation;
}

/** The course of a run. */
export interface History {
  /** How the loss becomes one number, so that histories can be compared. */
  readonly reduction: Reduction;
  readonly epochs: readonly EpochRecord[];
}
