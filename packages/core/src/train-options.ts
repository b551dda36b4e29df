import * as v from 'valibot';
import type { Dataset } from './dataset.js';
import type { Engine } from './engine.js';
import type { EpochRecord } from './history.js';
import type { Optimiser } from './optimiser.js';
import { wholePositive } from './options.js';
import type { Run } from './run.js';
import type { Storage } from './storage.js';

export interface TrainOptions {
  /** Passes over the data, those before a resumption counted in. Default 10. */
  readonly epochs?: number;
  /** Samples a step. Default 128. */
  readonly batchSize?: number;
  /** Default `adam()`. */
  readonly optimiser?: Optimiser;
  /** Default: the model's own. */
  readonly engine?: Engine;
  /** A new order in each epoch. Default true. */
  readonly shuffle?: boolean;
  /** Measured after each epoch, never learned from. */
  readonly validation?: Dataset;
  readonly earlyStopping?: EarlyStopping;
  readonly checkpoint?: CheckpointOptions;
  /** The run to go on with, as `load` gave it; its optimiser, batch size and shuffling hold. */
  readonly resume?: Run;
  /** Called after every step and every epoch; training waits for what it returns. After an epoch the model holds its weights. */
  readonly onProgress?: (progress: Progress) => unknown;
  /** Ends training after the step under way; what was learned stays. */
  readonly signal?: AbortSignal;
}

/** Ends training when the total on the validation data (without them: on the training data) no longer falls. */
export interface EarlyStopping {
  /** Epochs without a better total before training ends; the weights of the best epoch are put back. */
  readonly patience: number;
  /** How much lower counts as better. Default 0. */
  readonly minDelta?: number;
}

export interface CheckpointOptions {
  readonly to: Storage;
  /** Steps between checkpoints, beside the one at the end of each epoch. */
  readonly everySteps?: number;
}

/** Where training stands. */
export interface Progress {
  /** The epoch under way, from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Steps of this epoch that are done. */
  readonly batch: number;
  /** Steps an epoch, where the size of the data is known. */
  readonly batches?: number;
  /** Steps since the start. */
  readonly step: number;
  /** Means of the terms over this epoch so far. */
  readonly terms: Readonly<Record<string, number>>;
  /** In the last report of an epoch, all that was measured in it. */
  readonly record?: EpochRecord;
}

const object = <T>(): v.GenericSchema<T> =>
  v.custom<T>((value) => typeof value === 'object' && value !== null, 'Expected an object');

export const trainOptionsSchema = v.strictObject({
  epochs: v.optional(wholePositive, 10),
  batchSize: v.optional(wholePositive),
  optimiser: v.optional(object<Optimiser>()),
  engine: v.optional(object<Engine>()),
  shuffle: v.optional(v.boolean()),
  validation: v.optional(object<Dataset>()),
  earlyStopping: v.optional(
    v.strictObject({ patience: wholePositive, minDelta: v.optional(v.pipe(v.number(), v.minValue(0)), 0) }),
  ),
  checkpoint: v.optional(v.strictObject({ to: object<Storage>(), everySteps: v.optional(wholePositive) })),
  resume: v.optional(object<Run>()),
  onProgress: v.optional(v.custom<(progress: Progress) => unknown>((value) => typeof value === 'function', 'Expected a function')),
  signal: v.optional(object<AbortSignal>()),
});
