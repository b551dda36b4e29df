import { createAutoencoder } from './autoencoder.js';
import type { Dataset } from './dataset.js';
import { mse } from './metrics/mse.js';
import { pca, type Pca } from './pca.js';
import type { Recipe } from './recipe.js';
import { scaledFor } from './scaled.js';
import { sizeOf, type NdArray } from './values.js';

export interface BaselinesOptions {
  /** What the model is made of; PCA gets a code of equal size. */
  readonly recipe: Recipe;
  /** What the baselines are fitted on; the same as the model. */
  readonly train: Dataset;
  /** What they are measured on. */
  readonly test: Dataset;
  /** Of the untrained network. Default 1. */
  readonly seed?: number;
}

/** What a model must beat, each as mean squared error per value of the clean test samples, in the units of `evaluate`. */
export interface Baselines {
  /** PCA of equal code size: the best linear autoencoder. */
  readonly pca: { readonly mse: number };
  /** The mean training sample, whatever the input. */
  readonly mean: { readonly mse: number };
  /** The model as it is before its first step. */
  readonly untrained: { readonly mse: number };
}

const batchSize = 1024;

/**
 * Measures the baselines on clean samples; corruptions and pairs are not looked at.
 *
 * @param options a code wider than a sample, or than there are training samples, counts as that many components
 * @throws InvalidDataError where there are no training samples, or values that are not finite
 */
export async function baselines({ recipe, train, test, seed = 1 }: BaselinesOptions): Promise<Baselines> {
  const most = Math.min(sizeOf(recipe.codeShape), sizeOf(train.info.targetShape));
  const components = Math.min(most, await countUpTo(train, most));
  const fitted = await pca(scaledFor(recipe, train), { components });
  const sums = { pca: 0, mean: 0 };
  let samples = 0;
  for await (const { clean } of scaledFor(recipe, test).batches({ batchSize })) {
    const count = clean.shape[0]!;
    sums.pca += count * mse(clean, fitted.inverse(fitted.transform(clean)));
    sums.mean += count * mse(clean, repeated(fitted, clean));
    samples += count;
  }
  const model = createAutoencoder(recipe, { seed });
  const { mse: untrained } = await model.evaluate(test);
  model.dispose();
  return { pca: { mse: sums.pca / samples }, mean: { mse: sums.mean / samples }, untrained: { mse: untrained } };
}

/** The number of samples, counted no further than `most`. */
async function countUpTo(data: Dataset, most: number): Promise<number> {
  let count = 0;
  for await (const { index } of data.batches({ batchSize: most })) {
    count += index.length;
    if (count >= most) break;
  }
  return Math.max(1, Math.min(count, most));
}

function repeated({ mean }: Pca, { shape, data }: NdArray): NdArray {
  const out = new Float32Array(data.length);
  for (let start = 0; start < out.length; start += mean.data.length) out.set(mean.data, start);
  return { data: out, shape };
}
