import { adam, createAutoencoder, load, toJSON, train, type Dataset, type Optimiser, type PartFactory, type Recipe, type Run } from '@hourglass/core';
import { folder } from '@hourglass/core/node';
import { join } from 'node:path';
import type { Setting } from './experiment.js';

export interface Training {
  /** Of the folder that the model is kept in, beside the seed. */
  readonly name: string;
  readonly recipe: Recipe;
  /** What recipe and optimiser are made of. */
  readonly parts: readonly PartFactory[];
  readonly data: Dataset;
  readonly validation: Dataset;
  readonly epochs: number;
  readonly batchSize: number;
  /** Default: Adam at 0.001. */
  readonly optimiser?: Optimiser;
}

/**
 * Trains a model by a protocol and keeps it, or goes on where it was stopped; one that has seen all its epochs is read back.
 *
 * @throws Error where training was stopped before its end, or the folder holds a model of another protocol
 */
export async function trained(training: Training, setting: Setting): Promise<Run> {
  const { name, recipe, parts, data, epochs, validation, batchSize, optimiser = adam() } = training;
  const { seed, out, engine, signal, say } = setting;
  const path = join(out, `${name}-${seed}`);
  const to = folder(path);
  const wanted = Math.min(epochs, setting.epochs ?? epochs);
  const before = (await to.read()) && (await load(to, { parts, engine }));
  if (before && protocolOf(before.model.recipe, before) !== protocolOf(recipe, { optimiser, batchSize }))
    throw new Error(`${path} holds a model of another protocol. Choose another --out, or move it away.`);
  if (before && before.history.epochs.length >= wanted) return before;
  const run = await train(before?.model ?? createAutoencoder(recipe, { seed, engine }), data, {
    validation,
    ...(before ? { resume: before } : { batchSize, optimiser }),
    epochs: wanted,
    signal,
    checkpoint: { to },
    onProgress: ({ record }) => {
      if (record) say(`${name}, seed ${seed}: epoch ${record.epoch} of ${wanted}, val ${record.val!.total.toFixed(5)}, ${record.seconds.toFixed(0)} s`);
    },
  });
  if (run.stopped === 'aborted') throw new Error(`${name} was stopped in epoch ${run.position.epoch + 1}; the same command goes on with it.`);
  return run;
}

/** What a run must have in common with one that goes on with it. */
const protocolOf = (recipe: Recipe, { optimiser, batchSize }: Pick<Run, 'optimiser' | 'batchSize'>): string =>
  JSON.stringify([toJSON(recipe), toJSON(optimiser), batchSize]);

/** The reconstruction error on the validation data after an epoch, from 1. */
export const validationAfter = ({ history }: Run, epoch: number): number => history.epochs[epoch - 1]!.val!.reconstruction;
