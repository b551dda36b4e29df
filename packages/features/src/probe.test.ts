import {
  adam, createAutoencoder, fitScaler, fromLayers, fromSamples, meanSquaredError, scaled, standard, train, type Dataset,
} from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { fineTune, probe, type ProbeOptions } from './index.js';
import { clouds, cloudSamples, deep, stack } from './samples.fixture.js';

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

  it('sees the corrupted samples of pairs, as codes, as they are and by PCA', async () => {
    const model = deep();
    const pairs = (count: number, seed: number): Dataset => {
      const { clean, label } = cloudSamples(count, seed);
      return fromSamples({ clean: { data: new Float32Array(6 * count), shape: [count, 6] }, corrupted: clean, label });
    };
    const [known, unknown] = [pairs(300, 1), pairs(150, 2)];
    const errors = await probe(model, { train: known, test: unknown });
    expect(errors.raw.logistic).toBeLessThan(0.1);
    expect(errors.pca.logistic).toBeLessThan(0.1);
    const classifier = await fineTune(model, known, { epochs: 30, batchSize: 20, optimiser: adam({ learningRate: 0.02 }) });
    expect(await classifier.error(unknown)).toBeLessThan(0.1);
    for (const each of [classifier.model, model]) each.dispose();
  });

  it('refuses an option that it does not have', async () => {
    const model = deep();
    const mistaken = { train: clouds(30, 1), test: clouds(30, 2), neighbors: 1 } as ProbeOptions;
    await expect(probe(model, mistaken)).rejects.toThrow(/probe has no option "neighbors"; it takes train, test, neighbours/);
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
    const tensors = tf.memory().numTensors;
    await expect(fineTune(model, clouds(30, 1), { classes: 2, epochs: 1 })).rejects.toThrow(/labels from 0 to 1, received 2/);
    expect(tf.memory().numTensors).toBe(tensors);
    model.dispose();
  });

  it('scales as the model does, samples of any unit', async () => {
    const far = (count: number, seed: number): Dataset => fromSamples(cloudSamples(count, seed, (x) => 1000 + 50 * x), { range: [-Infinity, Infinity] });
    const known = far(300, 1);
    const [encoder, decoder] = [stack('tanh', 6, 3), stack('linear', 3, 6)];
    const recipe = { ...fromLayers({ encoder, decoder, loss: meanSquaredError() }), range: [-Infinity, Infinity] as const };
    const model = createAutoencoder(scaled(recipe, { scaler: await fitScaler(standard(), known) }));
    const classifier = await fineTune(model, known, { epochs: 30, batchSize: 20, optimiser: adam({ learningRate: 0.02 }) });
    expect(await classifier.error(far(150, 2))).toBeLessThan(0.1);
    for (const each of [classifier.model, model, encoder, decoder]) each.dispose();
  });
});
