import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { adam, createAutoencoder, fromLayers, fromSamples, InvalidOptionError, meanSquaredError, sgd, train, type Recipe } from '@hourglass/core';
import { randomDataset } from '@hourglass/testing';
import { input, layers, model, sequential, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  auxK, batchTopK, density, gated, jumpReLU, klSparsity, l0, l1, matryoshka, overcomplete, resample, sparsify, topK, type Sparsity,
} from './index.js';

beforeAll(() => tf.setBackend('cpu'));

const base = (): Recipe => overcomplete({ inputShape: [5], codeSize: 12 });
const vectors = (count: number): number[][] =>
  Array.from({ length: count }, (_, i) => Array.from({ length: 5 }, (__, j) => Math.sin(1 + 7 * i + 3 * j * j)));

describe('sparsify(recipe, …)', () => {
  it('adds several sparsities one after the other', () => {
    const [k, dead] = [batchTopK({ k: 3 }), auxK()];
    const together = sparsify(base(), k, dead);
    const apart = sparsify(sparsify(base(), k), dead);
    for (const recipe of [together, apart]) {
      expect(recipe.options).toEqual({ kind: 'auxK', options: {} });
      expect(recipe.of!.options).toEqual({ kind: 'batchTopK', options: { k: 3 } });
      expect(recipe.bottleneck!.kind).toBe('batchTopK');
      expect(recipe.penalties!.map(({ kind }) => kind)).toEqual(['auxK']);
    }
  });

  it.each([[gated({ weight: 0.01 })], [topK({ k: 3 }), matryoshka({ sizes: [4] }), auxK({ deadAfter: 1 })]])('shows networks the condition that they take, too (%#)', async (...sparsities) => {
    const network = (from: number, to: number): LayersModel => {
      const inputs = [input({ shape: [from] }), input({ shape: [2] })];
      return model({ inputs, outputs: layers.dense({ units: to }).apply(layers.concatenate().apply(inputs)) as SymbolicTensor });
    };
    const [encoder, decoder] = [network(5, 12), network(12, 5)];
    const recipe = sparsify({ ...fromLayers({ encoder, decoder, loss: meanSquaredError() }), range: [-1, 1] }, ...(sparsities as [Sparsity, ...Sparsity[]]));
    const array = (width: number) => ({ data: Float32Array.from({ length: 8 * width }, (_, i) => Math.sin(i * i)), shape: [8, width] });
    const { history } = await train(createAutoencoder(recipe), fromSamples({ clean: array(5), condition: array(2) }, { range: [-1, 1] }), { epochs: 3, batchSize: 4 });
    for (const { train: terms } of history.epochs) for (const value of Object.values(terms)) expect(value).toBeGreaterThanOrEqual(0);
  });

  it('calls what the recipe does between steps before its own', async () => {
    const called: string[] = [];
    const between = (name: string) => async (): Promise<void> => void called.push(name);
    const own: Sparsity = { kind: 'own', options: {}, on: () => ({ between: between('second') }) };
    const recipe = sparsify({ ...base(), between: between('first') }, own);
    await recipe.between!(0, { read: () => Promise.resolve({}), write: () => Promise.resolve() });
    expect(called).toEqual(['first', 'second']);
  });

  it('takes codes with places and channels, and leaves k units of each', async () => {
    const encoder = sequential({ layers: [layers.conv2d({ inputShape: [4, 4, 1], filters: 3, kernelSize: 3, padding: 'same' })] });
    const decoder = sequential({ layers: [layers.conv2d({ inputShape: [4, 4, 3], filters: 1, kernelSize: 3, padding: 'same' })] });
    const recipe = fromLayers({ encoder, decoder, range: [-1, 1] });
    for (const sparse of [sparsify(recipe, topK({ k: 5 })), sparsify(recipe, batchTopK({ k: 5 }), auxK({ deadAfter: 1 }), matryoshka({ sizes: [7, 20] }))]) {
      const model = createAutoencoder(sparse);
      const { history } = await train(model, randomDataset(sparse, { size: 6 }), { epochs: 2, batchSize: 3 });
      expect(history.epochs).toHaveLength(2);
      expect((await model.encode(new Float32Array(16).map((_, i) => Math.sin(i)))).shape).toEqual([1, 4, 4, 3]);
      model.dispose();
    }
    const model = createAutoencoder(sparsify(recipe, topK({ k: 5 })));
    expect(l0(await model.encode(new Float32Array(32).map((_, i) => Math.sin(i))))).toBe(5);
  });

  it('encodes trained networks with another k, in a recipe of their own', async () => {
    const trained = createAutoencoder(sparsify(overcomplete({ inputShape: [5], codeSize: 12, codeActivation: 'linear' }), topK({ k: 2 })));
    await train(trained, randomDataset(trained.recipe), { epochs: 1 });
    const { encoder, decoder } = trained;
    const wider = createAutoencoder(sparsify(fromLayers({ encoder, decoder, range: [-Infinity, Infinity] }), topK({ k: 6 })));
    const [narrow, wide] = [await trained.encode(vectors(4)), await wider.encode(vectors(4))];
    expect([l0(narrow), l0(wide)]).toEqual([2, 6]);
    narrow.data.forEach((value, i) => { if (value !== 0) expect(wide.data[i]).toBeCloseTo(value, 6); });
  });

  it.each<[string, () => Recipe]>([
    ['at most 12', () => sparsify(base(), topK({ k: 13 }))],
    ['at most 12', () => sparsify(base(), batchTopK({ k: 12.5 }))],
    ['at most 12', () => sparsify(base(), auxK({ k: 13 }))],
    ['k: expected a whole number of 1 or more', () => sparsify(base(), topK({ k: 0 }))],
    ['k: expected a number above 0', () => sparsify(base(), batchTopK({ k: -1 }))],
    ['rate: expected a number above 0 and below 1, received 1.5', () => sparsify(base(), klSparsity({ rate: 1.5, weight: 1 }))],
    ['rate: expected a number above 0 and below 1, received 0', () => sparsify(base(), klSparsity({ rate: 0, weight: 1 }))],
    ['weight: expected a number of 0 or more', () => sparsify(base(), l1({ weight: -1 }))],
    ['weight is missing', () => sparsify(base(), gated({} as never))],
    ['threshold', () => sparsify(base(), jumpReLU({ weight: 1, threshold: 0 }))],
    ['rising sizes', () => sparsify(base(), matryoshka({ sizes: [4, 4] }))],
    ['fewer than the 12 units', () => sparsify(base(), matryoshka({ sizes: [4, 12] }))],
    ['one hidden layer', () => sparsify(overcomplete({ inputShape: [5], codeSize: 12, widths: [8] }), resample({ every: 5 }))],
    ['one of them', () => sparsify(base(), topK({ k: 2 }), gated({ weight: 1 }))],
    ['expected a sparsity', () => sparsify(base(), { k: 2 } as never)],
  ])('refuses with "%s"', (message, make) => {
    expect(make).toThrow(InvalidOptionError);
    expect(make).toThrow(message);
  });
});

describe('topK({ k })', () => {
  it('leaves the k largest of any numbers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: -999, max: 999 }), { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 1, max: 12 }),
        async (values, k) => {
          const { bottleneck } = sparsify(base(), topK({ k }));
          const encoded = tf.tensor2d([values, values.toReversed()]);
          const context = { draws: {} as never, training: true, step: tf.scalar(0, 'int32') };
          const { code } = bottleneck!.create({} as never).apply(encoded, context);
          const least = values.toSorted((a, b) => b - a)[k - 1]!;
          const kept = values.map((value) => (value >= least ? value : 0));
          expect((code.arraySync() as number[][]).map((row) => row.map((x) => x + 0))).toEqual([kept, kept.toReversed()]);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('batchTopK({ k })', () => {
  const trained = async () => {
    const recipe = sparsify(base(), batchTopK({ k: 3 }));
    const model = createAutoencoder(recipe);
    await train(model, randomDataset(recipe, { size: 256 }), { epochs: 40, batchSize: 64 });
    return model;
  };

  it('gives a sample alone the code that it gives in company', async () => {
    const model = await trained();
    const together = await model.encode(vectors(9));
    for (const [i, row] of vectors(9).entries())
      (await model.encode([row])).data.forEach((value, j) => { expect(value).toBeCloseTo(together.data[i * 12 + j]!, 6); });
    model.dispose();
  });

  it('leaves about k units of samples like those it learned from, more of one and fewer of another', async () => {
    const model = await trained();
    const data: number[] = [];
    for await (const { clean } of randomDataset(model.recipe, { size: 256 }).batches({ batchSize: 256 })) data.push(...clean.data);
    const code = await model.encode(Float32Array.from(data));
    expect(l0(code)).toBeGreaterThan(2.5);
    expect(l0(code)).toBeLessThan(3.5);
    const active = Array.from({ length: 256 }, (_, i) => code.data.subarray(i * 12, (i + 1) * 12).filter((x) => x !== 0).length);
    expect(new Set(active).size).toBeGreaterThan(1);
    model.dispose();
  });

  it('leaves all before it has seen a batch', async () => {
    const recipe = sparsify(overcomplete({ inputShape: [5], codeSize: 12, codeActivation: 'linear' }), batchTopK({ k: 1 }));
    expect(l0(await createAutoencoder(recipe).encode(vectors(3)))).toBe(12);
  });
});

describe('what revives dead units', () => {
  /** Units 3 to 11 begin so low that nothing excites them. */
  const mostlyDead = (...sparsities: [Sparsity, ...Sparsity[]]): Recipe => lowered(base(), ...sparsities);
  const lowered = (of: Recipe, ...sparsities: [Sparsity, ...Sparsity[]]): Recipe => {
    const recipe = sparsify(of, ...sparsities);
    return {
      ...recipe,
      initialise: async ({ parameters }) => {
        parameters['encoder/0/bias']!.assign(tf.tensor1d(Array.from({ length: 12 }, (_, i) => (i < 3 ? 0 : -50))));
      },
    };
  };
  const livingAfter = async (recipe: Recipe, optimiser = adam()): Promise<number> => {
    const model = createAutoencoder(recipe);
    await train(model, randomDataset(recipe, { size: 64 }), { epochs: 30, batchSize: 32, optimiser });
    const living = density(await model.encode(vectors(200))).filter((share) => share > 0).length;
    model.dispose();
    return living;
  };

  it('resample sets them anew, though nothing excites them', async () => {
    expect(await livingAfter(mostlyDead(topK({ k: 3 })))).toBeLessThanOrEqual(3);
    expect(await livingAfter(mostlyDead(topK({ k: 3 }), resample({ every: 10 })))).toBeGreaterThanOrEqual(8);
  });

  it('resample sets them so that samples far from 0 excite them, some and not all', async () => {
    const far = vectors(64).map((row) => row.map((x) => x + 20));
    const recipe = mostlyDead(resample({ every: 8 }));
    const model = createAutoencoder(recipe);
    const clean = { data: Float32Array.from(far.flat()), shape: [64, 5] };
    await train(model, fromSamples({ clean }, { range: [-Infinity, Infinity] }), { epochs: 4, batchSize: 32, optimiser: sgd({ learningRate: 1e-9 }) });
    for (const share of density(await model.encode(far)).slice(3)) {
      expect(share).toBeGreaterThan(0.2);
      expect(share).toBeLessThan(0.8);
    }
    model.dispose();
  });

  it('auxK brings back what nothing excites, of a linear code', async () => {
    const fast = adam({ learningRate: 3 });
    const linear = overcomplete({ inputShape: [5], codeSize: 12, codeActivation: 'linear' });
    expect(await livingAfter(lowered(linear, topK({ k: 3 })), fast)).toBeLessThanOrEqual(3);
    expect(await livingAfter(mostlyDead(topK({ k: 3 }), auxK({ weight: 1 })), fast)).toBeLessThanOrEqual(3);
    expect(await livingAfter(lowered(linear, topK({ k: 3 }), auxK({ weight: 1 })), fast)).toBeGreaterThanOrEqual(8);
  });

  it('auxK is 0 while all units are alive, and the squared error of rebuilding the residual once some are dead', async () => {
    const recipe = mostlyDead(topK({ k: 3 }), auxK({ deadAfter: 3 }));
    const model = createAutoencoder(recipe);
    const { history } = await train(model, randomDataset(recipe, { size: 8 }), { epochs: 6, batchSize: 8 });
    const residuals = history.epochs.map(({ train: terms }) => terms['auxK/residual']!);
    expect(residuals.slice(0, 2)).toEqual([0, 0]);
    for (const value of residuals.slice(2)) expect(value).toBeGreaterThan(0);
    expect([...model.state['penalty/auxK/idle']!.dataSync()].filter((steps) => steps === 6).length).toBeGreaterThanOrEqual(9);
  });
});
