import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyData, tinyRecipe } from './fixtures/tiny.js';
import { trained, memory, addedNoise, penalty } from './fixtures/training.js';
import {
  adam,
  createAutoencoder,
  definePart,
  fromSamples,
  load,
  save,
  sgd,
  train,
  warmUp,
  type Penalty,
  type PenaltyInput,
  type Recipe,
  type StepContext,
} from './index.js';

beforeAll(() => tf.setBackend('cpu'));

describe('the parts of a recipe in training', () => {
  it('a penalty adds its weighted terms to the total, under its name', async () => {
    const { history } = await trained({ ...tinyRecipe, penalties: [penalty(({ code }) => tf.mean(tf.abs(code)), 0.5)] });
    for (const { train: terms } of history.epochs)
      expect(terms['total']).toBeCloseTo(terms['reconstruction']! + 0.5 * terms['probe/value']!, 5);
  });

  it('two penalties of one kind keep their terms apart', async () => {
    const one = penalty(() => tf.scalar(1), 1);
    const { history } = await trained({ ...tinyRecipe, penalties: [one, one] });
    expect(Object.keys(history.epochs[0]!.train)).toEqual(['total', 'reconstruction', 'probe/value', 'probe_2/value']);
  });

  it('the weight of a term may follow a schedule, anew at each step', async () => {
    const totals: number[] = [];
    const warm = penalty(() => tf.scalar(10), warmUp({ value: 1, steps: 4 }));
    const recipe = { ...tinyRecipe, penalties: [warm] };
    await trained(recipe, {
      optimiser: sgd({ learningRate: 1e-12 }),
      batchSize: 8,
      epochs: 6,
      onProgress: ({ record, terms }) => void (record && totals.push(terms['total']! - terms['reconstruction']!)),
    });
    totals.forEach((added, step) => { expect(added).toBeCloseTo(10 * Math.min(1, step / 4), 4); });
  });

  it('a penalty sees clean and corrupted samples, code, labels, masks and both networks', async () => {
    let seen: PenaltyInput | undefined;
    const spy = penalty((input) => {
      seen = input;
      expect(input.corrupted.dataSync()).not.toEqual(input.clean.dataSync());
      expect([...input.label!.dataSync()]).toEqual([3, 1]);
      expect(input.mask!.shape).toEqual([2, 4]);
      return tf.scalar(0);
    }, 1);
    const clean = { data: Float32Array.from({ length: 8 }, (_, i) => i / 8), shape: [2, 4] };
    const data = fromSamples(
      { clean, label: { data: Int32Array.of(3, 1), shape: [2] }, mask: { data: new Float32Array(8).fill(1), shape: [2, 4] } },
      { range: [-2, 2] },
    );
    const run = await trained({ ...tinyRecipe, corruption: addedNoise, penalties: [spy] }, { epochs: 1, shuffle: false }, data);
    expect(seen!.encoder).toBe(run.model.encoder);
    expect(seen!.decoder).toBe(run.model.decoder);
    expect(seen!.code.shape).toEqual([2, 2]);
  });

  it('a corruption draws anew at each step, and evaluation always draws the same', async () => {
    const inputs: number[] = [];
    const spy = penalty(({ corrupted, clean }) => {
      inputs.push(tf.sub(corrupted, clean).dataSync()[0]!);
      return tf.scalar(0);
    }, 0);
    const run = await trained({ ...tinyRecipe, corruption: addedNoise, penalties: [spy] }, { epochs: 10, batchSize: 8 });
    expect(new Set(inputs).size).toBe(10);
    const [first, second] = [await run.model.evaluate(tinyData()), await run.model.evaluate(tinyData())];
    expect(first).toEqual(second);
    expect(first['clean/reconstruction']).toBeLessThan(first.reconstruction);
  });

  it('paired data are corrupted already: the encoder sees them, the target is clean', async () => {
    const clean = { data: new Float32Array(16).fill(1), shape: [4, 4] };
    const corrupted = { data: new Float32Array(16).fill(-1), shape: [4, 4] };
    let input: Float32Array | undefined;
    const spy = penalty((seen) => {
      input = seen.corrupted.dataSync() as Float32Array;
      return tf.scalar(0);
    }, 0);
    const data = fromSamples({ clean, corrupted }, { range: [-2, 2] });
    const run = await trained({ ...tinyRecipe, corruption: addedNoise, penalties: [spy] }, { epochs: 200, optimiser: adam({ learningRate: 0.05 }) }, data);
    expect([...input!]).toEqual([...corrupted.data]);
    for (const value of (await run.model.reconstruct(corrupted)).data) expect(value).toBeCloseTo(1, 1);
  });

  it('the loss skips what a mask leaves out', async () => {
    const clean = { data: Float32Array.from({ length: 16 }, (_, i) => (i % 4 === 3 ? 1.9 : 0.5)), shape: [4, 4] };
    const mask = { data: clean.data.map((value) => (value === 0.5 ? 1 : 0)), shape: [4, 4] };
    const data = fromSamples({ clean, mask }, { range: [-2, 2] });
    const masked = await trained(tinyRecipe, { epochs: 100, optimiser: adam({ learningRate: 0.05 }) }, data);
    expect(masked.history.epochs.at(-1)!.train['reconstruction']).toBeLessThan(0.01);
    const { data: rebuilt } = await masked.model.reconstruct(clean);
    expect(Math.abs(rebuilt[3]! - 1.9)).toBeGreaterThan(0.2);
  });

  it('a bottleneck makes the code, keeps a state, learns, and adds terms', async () => {
    const counting = definePart('counting', () => ({
      kind: 'counting',
      options: {},
      create: () => {
        const scale = tf.variable(tf.scalar(1), true);
        const steps = tf.variable(tf.scalar(0), false);
        return {
          trainable: { scale },
          state: { steps },
          apply: (encoded: tf.Tensor, { training, step, draws }: StepContext) => {
            if (training) steps.assign(tf.add(steps, 1));
            const noise = training ? draws.uniform(encoded.shape) : tf.zerosLike(encoded);
            const code = tf.add(tf.mul(encoded, scale), tf.mul(noise, 0.01));
            return { code, terms: { step: { value: tf.cast<tf.Scalar>(step, 'float32'), weight: 0 } } };
          },
        };
      },
    }));
    const recipe = { ...tinyRecipe, bottleneck: counting() };
    const run = await trained(recipe);
    expect(run.model.state['bottleneck/steps']!.dataSync()[0]).toBe(6);
    expect(run.model.parameters['bottleneck/scale']!.dataSync()[0]).not.toBe(1);
    expect(run.history.epochs.map(({ train: terms }) => terms['counting/step'])).toEqual([0.5, 2.5, 4.5]);

    const storage = memory();
    await save(run, storage);
    const loaded = await load(storage, { parts: [Object.assign(() => recipe, { kind: 'tiny' }), adam] });
    expect(loaded.model.state['bottleneck/steps']!.dataSync()[0]).toBe(6);
    const before = tf.memory().numTensors;
    loaded.model.dispose();
    expect(tf.memory().numTensors).toBe(before - 6);
  });

  it('initialise sets weights from the first batch, once, before the first step', async () => {
    const calls: number[] = [];
    const recipe: Recipe = {
      ...tinyRecipe,
      initialise: async (model, sample) => {
        calls.push(sample.clean.shape[0]!);
        model.parameters['decoder/0/bias']!.assign(tf.tensor1d([9, 9, 9, 9]));
      },
    };
    const run = await trained(recipe, { optimiser: sgd({ learningRate: 1e-9 }), epochs: 1 });
    expect(calls).toEqual([4]);
    expect(run.model.parameters['decoder/0/bias']!.dataSync()[0]).toBeCloseTo(9, 5);
    await train(run.model, tinyData(), { resume: run, epochs: 2 });
    expect(calls).toHaveLength(1);
  });

  it('constrain changes gradients before the update and parameters after it', async () => {
    const recipe: Recipe = {
      ...tinyRecipe,
      constrain: {
        gradients: (_, gradients) => ({ 'encoder/0/kernel': tf.zerosLike(gradients['encoder/0/kernel']!) }),
        parameters: (parameters) => {
          const kernel = parameters['decoder/0/kernel']!;
          return { 'decoder/0/kernel': tf.div(kernel, tf.norm(kernel, 2, 1, true)) };
        },
      },
    };
    const model = createAutoencoder(recipe);
    const before = model.parameters['encoder/0/kernel']!.dataSync();
    await train(model, tinyData(), { epochs: 2, batchSize: 4 });
    expect(model.parameters['encoder/0/kernel']!.dataSync()).toEqual(before);
    for (const norm of tf.norm(model.parameters['decoder/0/kernel']!, 2, 1).dataSync()) expect(norm).toBeCloseTo(1, 5);
  });

  it('validation weighs terms as the schedule does at that step, in batches of any size', async () => {
    const warm = penalty(() => tf.scalar(10), warmUp({ value: 1, steps: 4 }));
    const { history } = await trained({ ...tinyRecipe, penalties: [warm] }, { epochs: 3, validation: tinyData() });
    const added = history.epochs.map(({ val }) => val!.total - val!.reconstruction);
    [5, 10, 10].forEach((value, epoch) => { expect(added[epoch]).toBeCloseTo(value, 4); });
  });

  it('a penalty keeps a state and learns', async () => {
    const counting: Penalty = {
      kind: 'counting',
      options: {},
      create: () => {
        const scale = tf.variable(tf.scalar(1), true);
        const steps = tf.variable(tf.scalar(0), false);
        return {
          trainable: { scale },
          state: { steps },
          apply: (_, { training }) => {
            if (training) steps.assign(tf.add(steps, 1));
            return { size: { value: tf.square<tf.Scalar>(scale), weight: 1 } };
          },
        };
      },
    };
    const run = await trained({ ...tinyRecipe, penalties: [counting] }, { validation: tinyData() });
    expect(run.model.state['penalty/counting/steps']!.dataSync()[0]).toBe(6);
    expect(run.model.parameters['penalty/counting/scale']!.dataSync()[0]).toBeLessThan(1);
  });

  it('between reads and writes parameters and slots after each step', async () => {
    const steps: number[] = [];
    const recipe: Recipe = {
      ...tinyRecipe,
      between: async (step, access) => {
        steps.push(step);
        const values = await access.read();
        expect(Object.keys(values)).toContain('optimiser/moment1/encoder/0/kernel');
        const bias = values['encoder/0/bias']!;
        const moment = values['optimiser/moment1/encoder/0/bias']!;
        await access.write({
          'encoder/0/bias': { ...bias, data: bias.data.map(() => 7) },
          'optimiser/moment1/encoder/0/bias': { ...moment, data: moment.data.map(() => 5) },
        });
      },
    };
    const run = await trained(recipe, { epochs: 1 });
    expect(steps).toEqual([0, 1]);
    expect([...run.model.parameters['encoder/0/bias']!.dataSync()]).toEqual([7, 7]);
    expect([...run.slots['optimiser/moment1/encoder/0/bias']!.data]).toEqual([5, 5]);
  });
});
