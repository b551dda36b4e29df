import { pathToFileURL } from 'node:url';
import { adam, createAutoencoder, explainedVariance, linearDecay, train, type Autoencoder, type Batch, type NdArray, type Recipe } from '@hourglass/core';
import { dictionary as made, type Dictionary } from '@hourglass/datasets';
import { auxK, batchTopK, deadShare, f1, l0, mcc, overcomplete, sparsify, uniqueness } from '@hourglass/overcomplete-sparse';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { printTable } from '../print-table.js';

const world = { directions: 64, dimensions: 32, active: 3 };
const batchSize = 256;

/** Vectors are sums of three of 64 directions in 32 dimensions: finds the directions from the vectors alone, and says how well. */
export async function dictionary({ steps = 1000 } = {}) {
  await tf.setBackend('wasm');
  const vectors = made({ ...world, count: steps * batchSize });
  const base = overcomplete({ inputShape: vectors.info.inputShape, codeSize: world.directions });
  const sparse = sparsify(base, batchTopK({ k: world.active }));
  const recipes: Record<string, Recipe> = { 'batch-top-k': sparse, 'with aux-k': sparsify(sparse, auxK({ weight: 1 })) };

  const found: Record<string, Record<string, number>> = {};
  for (const [name, recipe] of Object.entries(recipes)) {
    const model = createAutoencoder(recipe);
    const learningRate = linearDecay({ value: 0.01, from: steps / 2, steps });
    await train(model, vectors, { epochs: 1, batchSize, optimiser: adam({ learningRate }) });
    found[name] = await measure(model, made({ ...world, split: 'test', count: 2000 }));
    model.dispose();
  }
  printTable(Object.keys(found), Object.keys(found['with aux-k']!), Object.values(found).map((figures) => Object.values(figures)));
  return found;
}

/** What can be measured because the truth is known, on vectors that it never saw. */
async function measure(model: Autoencoder, data: Dictionary): Promise<Record<string, number>> {
  const { clean, index } = await allOf(data);
  const code = await model.encode(clean);
  const kernel = model.parameters['decoder/0/kernel']!; // [units, dimensions]: a direction for each unit
  const directions: NdArray = { data: await kernel.data<'float32'>(), shape: kernel.shape };
  const truth = data.directions;
  return {
    'MCC': mcc(directions, truth),
    'unique': uniqueness(directions, truth),
    'F1': f1({ code, coefficients: data.coefficients(index), found: directions, truth }),
    'variance': explainedVariance(clean, await model.reconstruct(clean)),
    'L0': l0(code),
    'dead': deadShare(code),
  };
}

async function allOf(data: Dictionary): Promise<Batch> {
  for await (const batch of data.batches({ batchSize: data.info.size! })) return batch;
  throw new Error('No vector was made.');
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) await dictionary();
