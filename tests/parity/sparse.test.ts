import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { createAutoencoder, fromSamples, sgd, train, type NdArray, type Recipe } from '@hourglass/core';
import {
  auxK,
  batchTopK,
  gated,
  jumpReLU,
  klSparsity,
  l1,
  matryoshka,
  overcomplete,
  sparsify,
  topK,
  type OvercompleteOptions,
} from '@hourglass/overcomplete-sparse';
import { beforeAll, expect, it } from 'vitest';

type Saved = [shape: number[], values: number[]];

const fixture = JSON.parse(readFileSync(new URL('fixtures/sparse.json', import.meta.url), 'utf8')) as {
  clean: Saved;
  dead: number[];
  cases: { name: string; total: number; parameters: Record<string, Saved>; gradients: Record<string, number[]> }[];
};

const arrayOf = ([shape, values]: Saved): NdArray<Float32Array> => ({ data: Float32Array.from(values), shape });

const base = (options: Partial<OvercompleteOptions> = {}): Recipe =>
  overcomplete({ inputShape: [5], codeSize: 12, unitNorm: false, ...options });

const recipes: Record<string, Recipe> = {
  l1: sparsify(base(), l1({ weight: 0.05 })),
  klSparsity: sparsify(base({ codeActivation: 'sigmoid' }), klSparsity({ rate: 0.2, weight: 0.05 })),
  topK: sparsify(base(), topK({ k: 3 })),
  batchTopK: sparsify(base(), batchTopK({ k: 2 })),
  jumpReLU: sparsify(base(), jumpReLU({ weight: 0.05, bandwidth: 0.5 })),
  gated: sparsify(base(), gated({ weight: 0.05 })),
  matryoshka: sparsify(base(), topK({ k: 4 }), matryoshka({ sizes: [3, 8] })),
  auxK: sparsify(base(), topK({ k: 1 }), auxK({ k: 2, weight: 0.1, deadAfter: 50 })),
};

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it.each(fixture.cases)('$name has the total and the gradients of PyTorch', async ({ name, total, parameters, gradients }) => {
  const { initialise: _, ...recipe } = recipes[name]!; // biases stay as they are in the fixture
  const model = createAutoencoder(recipe);
  const before = Object.fromEntries(Object.entries(parameters).map(([key, saved]) => [key, arrayOf(saved)]));
  expect(Object.keys(before).sort()).toEqual(Object.keys(model.parameters).sort());
  for (const [key, { data, shape }] of Object.entries(before)) model.parameters[key]!.assign(tf.tensor(data, [...shape]));
  model.state['penalty/auxK/idle']?.assign(tf.tensor(fixture.dead.map((dead) => dead * 100)));

  const data = fromSamples({ clean: arrayOf(fixture.clean) }, { range: [-5, 5] });
  const { history } = await train(model, data, { epochs: 1, batchSize: 6, optimiser: sgd({ learningRate: 1 }) });

  expect(history.epochs[0]!.train['total']).toBeCloseTo(total, 5);
  for (const [key, expected] of Object.entries(gradients)) {
    const after = model.parameters[key]!.dataSync();
    expected.forEach((gradient, i) => { expect(before[key]!.data[i]! - after[i]!, `${key}[${i}]`).toBeCloseTo(gradient, 5); });
  }
  model.dispose();
});
