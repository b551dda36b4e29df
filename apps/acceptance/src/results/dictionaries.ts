import { adam, createAutoencoder, explainedVariance, linearDecay, train, type Autoencoder, type NdArray } from '@hourglass/core';
import { dictionary, type Dictionary } from '@hourglass/datasets';
import { auxK, batchTopK, deadShare, f1, l0, matryoshka, mcc, overcomplete, sparsify, uniqueness, type Sparsity } from '@hourglass/overcomplete-sparse';
import { allOf } from './all-of.js';
import type { Experiment, Figure } from './experiment.js';

/** Known directions, and what a plain batch-top-k with aux-k came to in PyTorch after as many steps. */
interface World {
  readonly directions: number;
  readonly active: number;
  readonly reference: { readonly mcc: number; readonly variance: number; readonly dead: number };
}

/** What is added to a plain batch-top-k, and what its figures are held against. */
interface Variant {
  readonly more: readonly Sparsity[];
  readonly codeActivation?: 'relu' | 'linear';
  readonly bounds?: Readonly<Record<string, Partial<Figure>>>;
}

const worlds: readonly World[] = [
  { directions: 256, active: 8, reference: { mcc: 0.826, variance: 0.729, dead: 0.016 } },
  { directions: 128, active: 4, reference: { mcc: 0.919, variance: 0.896, dead: 0 } },
];

const steps = 3000;
const batchSize = 1024;

export const dictionaries: readonly Experiment[] = worlds.map(({ directions, active, reference }) => ({
  name: `dictionary-${directions}`,
  about: `${directions} directions in 64 dimensions, ${active} in a sample, ${steps} steps of ${batchSize}, Adam at 3e-3, falling over the second half`,
  run: async ({ seed, engine, signal, say }) => {
    const { mcc: least, variance, dead } = reference;
    const bounds = {
      'MCC': { atLeast: least + 0.03, published: least },
      'explained variance': { atLeast: variance, published: variance },
      'dead share': { atMost: dead, published: dead },
    };
    const variants: Record<string, Variant> = {
      'plain': { more: [] },
      'aux-k 1/32': { more: [auxK()] },
      'aux-k 1': { more: [auxK({ weight: 1 })], bounds },
      'aux-k 1, linear code': { more: [auxK({ weight: 1 })], codeActivation: 'linear', bounds },
      'aux-k 1, matryoshka': { more: [matryoshka({ sizes: [directions / 4, directions / 2] }), auxK({ weight: 1 })] },
    };
    const world = { directions, dimensions: 64, active, seed };
    const figures: Figure[] = [];
    for (const [name, { more, codeActivation = 'relu', bounds: held }] of Object.entries(variants)) {
      const recipe = sparsify(overcomplete({ inputShape: [64], codeSize: directions, codeActivation }), batchTopK({ k: active }), ...more);
      const model = createAutoencoder(recipe, { seed, engine });
      const learningRate = linearDecay({ value: 3e-3, from: steps / 2, steps });
      await train(model, dictionary({ ...world, count: steps * batchSize }), { epochs: 1, batchSize, shuffle: false, optimiser: adam({ learningRate }), signal });
      signal.throwIfAborted();
      const found = await measure(model, dictionary({ ...world, split: 'test', count: 10_000 }));
      model.dispose();
      say(`${directions} directions, ${name}: ${Object.entries(found).map(([what, value]) => `${what} ${value.toFixed(4)}`).join(', ')}`);
      figures.push(...Object.entries(found).map(([what, value]) => ({ name: `${name}: ${what}`, value, ...held?.[what] })));
    }
    return figures;
  },
}));

/** On samples that it never saw, with the truth beside them. */
async function measure(model: Autoencoder, data: Dictionary): Promise<Record<string, number>> {
  const { clean, index } = await allOf(data);
  const code = await model.encode(clean);
  const kernel = model.parameters['decoder/0/kernel']!; // [units, dimensions]: a direction for each unit
  const found: NdArray = { data: await kernel.data<'float32'>(), shape: kernel.shape };
  const truth = data.directions;
  return {
    'MCC': mcc(found, truth),
    'explained variance': explainedVariance(clean, await model.reconstruct(clean)),
    'dead share': deadShare(code),
    'L0': l0(code),
    'unique': uniqueness(found, truth),
    'F1': f1({ code, coefficients: data.coefficients(index), found, truth }),
  };
}
