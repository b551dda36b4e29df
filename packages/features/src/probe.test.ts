import { adam, createAutoencoder, eager, fromLayers, fromSamples, InvalidDataError, meanSquaredError, train } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fineTune, nearestNeighbours, probe } from './index.js';
import { clouds, deep, stack } from './samples.fixture.js';

const matrix = (rows: number, columns: number) =>
  fc.array(fc.float({ noNaN: true, min: -10, max: 10 }), { minLength: rows * columns, maxLength: rows * columns }).map((values) => ({ data: Float32Array.from(values), shape: [rows, columns] }));

describe('nearestNeighbours(queries, references, options)', () => {
  it('finds the nearest of all, the nearest first', async () => {
    await fc.assert(
      fc.asyncProperty(matrix(4, 3), matrix(9, 3), fc.integer({ min: 1, max: 9 }), async (queries, references, neighbours) => {
        const { data, shape } = await nearestNeighbours(queries, references, { neighbours, engine: eager() });
        expect(shape).toEqual([4, neighbours]);
        const distance = (query: number, reference: number): number =>
          [0, 1, 2].reduce((sum, i) => sum + (queries.data[3 * query + i]! - references.data[3 * reference + i]!) ** 2, 0);
        for (let query = 0; query < 4; query++) {
          const found = [...data.subarray(query * neighbours, (query + 1) * neighbours)];
          expect(new Set(found).size).toBe(neighbours);
          const sorted = Array.from({ length: 9 }, (_, i) => distance(query, i)).sort((a, b) => a - b);
          found.forEach((place, i) => { expect(distance(query, place)).toBeCloseTo(sorted[i]!, 2); });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('refuses more neighbours than references, and other features', async () => {
    const [a, b] = [{ data: new Float32Array(6), shape: [2, 3] }, { data: new Float32Array(4), shape: [2, 2] }];
    await expect(nearestNeighbours(a, a, { neighbours: 3, engine: eager() })).rejects.toThrow(/3 or more references of 3 features, received 2 of 3/);
    await expect(nearestNeighbours(a, b, { neighbours: 1, engine: eager() })).rejects.toThrow(InvalidDataError);
  });
});

describe('probe(model, { train, test })', () => {
  it('finds few mistakes where features tell classes apart, and chance where they do not', async () => {
    const blind = stack('sigmoid', 6, 1);
    blind.layers[0]!.setWeights([tf.zeros([6, 1]), tf.zeros([1])]);
    const decoder = stack('sigmoid', 1, 6);
    const model = createAutoencoder(fromLayers({ encoder: blind, decoder, loss: meanSquaredError() }));
    const errors = await probe(model, { train: clouds(300, 1), test: clouds(150, 2) });
    expect(errors.raw.logistic).toBeLessThan(0.1);
    expect(errors.raw.neighbours).toBeLessThan(0.1);
    expect(errors.code.logistic).toBeCloseTo(2 / 3, 5);
    for (const each of [model, blind, decoder]) each.dispose();
  });

  it('looks at the codes, as PCA does at as many components', async () => {
    const model = deep();
    await train(model, clouds(300, 1), { epochs: 30, batchSize: 20, optimiser: adam({ learningRate: 0.02 }) });
    const tensors = tf.memory().numTensors;
    const errors = await probe(model, { train: clouds(300, 1), test: clouds(150, 2) });
    expect(tf.memory().numTensors).toBe(tensors);
    expect(errors.code.logistic).toBeLessThan(0.15);
    expect(errors.pca.logistic).toBeLessThan(0.1);
    model.dispose();
  });

  it('refuses samples without labels, and classes that it did not learn', async () => {
    const model = deep();
    const unlabelled = fromSamples({ clean: { data: new Float32Array(12), shape: [2, 6] } });
    await expect(probe(model, { train: unlabelled, test: unlabelled })).rejects.toThrow(/labelled data, received samples without labels/);
    const other = fromSamples({ clean: { data: new Float32Array(6), shape: [1, 6] }, label: { data: Int32Array.of(7), shape: [1] } });
    await expect(probe(model, { train: clouds(30, 1), test: other })).rejects.toThrow(/labels from 0 to 2, received 7/);
    model.dispose();
  });
});

describe('fineTune(model, data)', () => {
  it('learns the classes with a copy of the encoder, and leaves the model as it was', async () => {
    const model = deep();
    const before = model.encoder.getWeights().map((weight) => weight.dataSync().slice());
    const classifier = await fineTune(model, clouds(300, 1), { epochs: 30, batchSize: 20, optimiser: adam({ learningRate: 0.02 }), validation: clouds(90, 3) });
    expect(await classifier.error(clouds(150, 2))).toBeLessThan(0.1);
    const totals = classifier.run.history.epochs.map(({ val }) => val!.total);
    expect(totals.at(-1)).toBeLessThan(totals[0]!);
    expect(model.encoder.getWeights().map((weight) => weight.dataSync())).toEqual(before);
    const { data, shape } = await classifier.model.reconstruct(new Float32Array(12).fill(0.5));
    expect(shape).toEqual([2, 3]);
    expect(data[0]! + data[1]! + data[2]!).toBeCloseTo(1, 5);
    classifier.model.dispose();
    model.dispose();
  });

  it('takes the number of classes from the labels, their names, or the option', async () => {
    const model = deep();
    for (const [options, classes] of [[{}, 3], [{ classes: 5 }, 5]] as const) {
      const classifier = await fineTune(model, clouds(30, 1), { ...options, epochs: 1 });
      expect(classifier.model.recipe.outputShape).toEqual([classes]);
      classifier.model.dispose();
    }
    await expect(fineTune(model, clouds(30, 1), { classes: 2, epochs: 1 })).rejects.toThrow(/labels from 0 to 1, received 2/);
    model.dispose();
  });
});
