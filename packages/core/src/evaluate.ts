import * as tf from '@tensorflow/tfjs-core';
import type { Autoencoder } from './autoencoder.js';
import { checkShapes } from './checked-batches.js';
import type { Batch, Dataset } from './dataset.js';
import { toBatch, type Input } from './input.js';
import { fromSamples } from './samples.js';
import { passThrough, type Pass } from './step.js';
import type { NamedTensors } from './terms.js';
import type { NamedArrays } from './values.js';

/**
 * Means over all samples: `total`, `reconstruction` (the loss), each summand, `mse` and `mae` per value. Where the recipe
 * corrupts, these are of inputs corrupted by one fixed stream, and `clean/reconstruction`, `clean/mse`, … stand beside.
 */
export interface Evaluation {
  readonly total: number;
  readonly reconstruction: number;
  readonly mse: number;
  readonly mae: number;
  readonly [term: string]: number;
}

export interface EvaluateOptions {
  /** Default 256. */
  readonly batchSize?: number;
  /** Ends the evaluation early with what was seen. */
  readonly signal?: AbortSignal;
}

/**
 * Measures a model on data that it does not learn from. See {@link Evaluation}.
 *
 * @throws InvalidDataError for samples of another shape
 */
export async function evaluate(
  model: Autoencoder,
  data: Dataset | Input,
  { batchSize = 256, signal }: EvaluateOptions = {},
): Promise<Evaluation> {
  const dataset = isDataset(data) ? data : await asDataset(model, data);
  checkShapes(model.recipe, dataset);
  const forward = await model.forward((batch, host) => {
    const given = measured(passThrough(model, batch, host, false));
    if (!model.recipe.corruption || batch['corrupted']) return given;
    const clean = measured(passThrough(model, { ...batch, corrupted: batch['clean']! }, host, false));
    return { ...given, ...Object.fromEntries(Object.entries(clean).map(([name, value]) => [`clean/${name}`, value])) };
  });
  const sums: Record<string, number> = {};
  let samples = 0;
  let step = 0;
  for await (const batch of dataset.batches({ batchSize })) {
    const values = await forward.run(arraysOf(batch), step++);
    const count = batch.index.length;
    for (const [name, { data: value }] of Object.entries(values)) sums[name] = (sums[name] ?? 0) + count * value[0]!;
    samples += count;
    if (signal?.aborted) break;
  }
  forward.dispose();
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / samples])) as unknown as Evaluation;
}

function measured({ clean, reconstruction, terms }: Pass): NamedTensors {
  const residual = tf.sub(reconstruction, clean);
  return { ...terms, mse: tf.mean(tf.square(residual)), mae: tf.mean(tf.abs(residual)) };
}

/** The arrays of a batch that go into a step, by name. */
export function arraysOf({ clean, corrupted, label, condition, mask }: Batch): NamedArrays {
  const arrays = { clean, corrupted, label, condition, mask };
  return Object.fromEntries(Object.entries(arrays).filter(([, array]) => array !== undefined)) as NamedArrays;
}

const isDataset = (data: Dataset | Input): data is Dataset => 'batches' in data;

async function asDataset({ recipe }: Autoencoder, input: Input): Promise<Dataset> {
  const clean = await toBatch(input, recipe.inputShape);
  return fromSamples({ clean }, { range: recipe.range });
}
