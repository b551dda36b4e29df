import * as tf from '@tensorflow/tfjs-core';
import { batchWeight } from './batch-weight.js';
import { checkedBatches, checkShapes } from './checked-batches.js';
import type { Batch, Dataset } from './dataset.js';
import type { ForwardDefinition, PreparedForward } from './engine.js';
import { InvalidDataError } from './errors.js';
import { toBatch, type Input } from './input.js';
import type { ModelParts } from './model-parts.js';
import type { Recipe } from './recipe.js';
import { fromSamples } from './samples.js';
import { scaledFor } from './scaled.js';
import { passThrough, type Pass } from './step.js';
import type { NamedTensors } from './terms.js';
import type { NamedArrays, Range } from './values.js';

/**
 * Means over all samples: `total`, `reconstruction` (the loss), each summand, `mse` and `mae` per value that counts. Where
 * the recipe corrupts, these are of inputs corrupted by one fixed stream, and `clean/reconstruction`, `clean/mse`, … stand
 * beside. Of a scaled recipe, all are in scaled units, in which the features count alike.
 */
export interface Evaluation {
  readonly total: number;
  readonly reconstruction: number;
  readonly mse: number;
  readonly mae: number;
  readonly [term: string]: number;
}

export interface EvaluateOptions {
  /** Samples that go through at once. Figures that are means over samples do not depend on it, save by what a corruption draws. Default 256. */
  readonly batchSize?: number;
  /** The training step whose schedules weigh the terms. Default: after the end of every schedule. */
  readonly step?: number;
}

/** What is measured of a batch, as a function of tensors: means over its samples. */
export const measurements =
  (parts: ModelParts): ForwardDefinition['compute'] =>
  (batch, host) => {
    const given = measured(passThrough(parts, batch, host, false), batch['mask']);
    if (!parts.recipe.corruption || batch['corrupted']) return given;
    const clean = measured(passThrough(parts, { ...batch, corrupted: batch['clean']! }, host, false), batch['mask']);
    return { ...given, ...Object.fromEntries(Object.entries(clean).map(([name, value]) => [`clean/${name}`, value])) };
  };

/**
 * Measures a model on data that it does not learn from. See {@link Evaluation}.
 *
 * @param forward its {@link measurements}, prepared
 * @throws InvalidDataError for samples of another shape, values that are not finite, or no samples
 */
export async function evaluate(
  { recipe }: ModelParts,
  forward: PreparedForward,
  data: Dataset | Input,
  { batchSize = 256, step = Infinity }: EvaluateOptions = {},
): Promise<Evaluation> {
  const dataset = isDataset(data) ? data : await asDataset(recipe, data);
  checkShapes(recipe, dataset);
  const sums: Record<string, number> = {};
  const weights: Record<string, number> = {};
  let draw = 0;
  for await (const batch of checkedBatches(recipe, scaledFor(recipe, dataset), { batchSize, reuse: true, range: anywhere })) {
    const values = await forward.run(arraysOf(batch), { draw: draw++, step });
    for (const [name, { data: value }] of Object.entries(values)) {
      const weight = batchWeight(batch, perValue.has(name) ? 'mean' : recipe.loss.reduction);
      sums[name] = (sums[name] ?? 0) + weight * value[0]!;
      weights[name] = (weights[name] ?? 0) + weight;
    }
  }
  if (draw === 0) throw new InvalidDataError('evaluate: expected at least one sample, received none.');
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / weights[name]!])) as unknown as Evaluation;
}

/** Figures that are means over values, whatever the reduction of the loss. */
const perValue = new Set(['mse', 'mae', 'clean/mse', 'clean/mae']);

/** Samples scaled by what another part of the data showed may lie outside the range; they are measured all the same. */
const anywhere: Range = [-Infinity, Infinity];

/** Terms, and errors per value that the mask leaves. */
function measured({ clean, reconstruction, terms }: Pass, mask?: tf.Tensor): NamedTensors {
  const residual = tf.sub(reconstruction, clean);
  const mean = (errors: tf.Tensor): tf.Tensor =>
    mask ? tf.div(tf.sum(tf.mul(errors, mask)), tf.maximum(tf.sum(mask), 1)) : tf.mean(errors);
  return { ...terms, mse: mean(tf.square(residual)), mae: mean(tf.abs(residual)) };
}

/** The arrays of a batch that go into a step, by name. */
export function arraysOf({ clean, corrupted, label, condition, mask }: Batch): NamedArrays {
  const arrays = { clean, corrupted, label, condition, mask };
  return Object.fromEntries(Object.entries(arrays).filter(([, array]) => array !== undefined)) as NamedArrays;
}

const isDataset = (data: Dataset | Input): data is Dataset => 'batches' in data;

async function asDataset(recipe: Recipe, input: Input): Promise<Dataset> {
  const clean = await toBatch(input, recipe.inputShape);
  return fromSamples({ clean }, { range: recipe.range });
}
