import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyData, tinyRecipe } from './fixtures/tiny.js';
import { createAutoencoder, eager, fromSamples, InvalidDataError, InvalidOptionError, train } from './index.js';
import type { Bottleneck, Engine, PreparedForward } from './index.js';

beforeAll(() => tf.setBackend('cpu'));

describe('createAutoencoder(recipe, { seed })', () => {
  it('names its parameters by network, place and weight', () => {
    const model = createAutoencoder(tinyRecipe);
    expect(Object.keys(model.parameters)).toEqual(['encoder/0/kernel', 'encoder/0/bias', 'decoder/0/kernel', 'decoder/0/bias']);
    expect(Object.keys(model.state)).toEqual([]);
    model.dispose();
  });

  it('encodes and decodes more samples than go through at once, in their order', async () => {
    const model = createAutoencoder(tinyRecipe);
    const data = Float32Array.from({ length: 4 * 600 }, (_, i) => Math.sin(i));
    const all = await model.encode(data);
    expect(all.shape).toEqual([600, 2]);
    const last = await model.encode(data.slice(4 * 599));
    expect([...all.data.slice(2 * 599)]).toEqual([...last.data]);
    model.dispose();
  });

  it('has both halves apart as networks of TensorFlow.js', async () => {
    const model = createAutoencoder(tinyRecipe);
    const input = tf.tensor2d([[1, -1, 0.5, 0]]);
    const code = model.encoder.predict(input) as tf.Tensor;
    expect((await model.encode(input)).data).toEqual(code.dataSync());
    expect((await model.decode(code)).data).toEqual((model.decoder.predict(code) as tf.Tensor).dataSync());
    expect(model.models).toEqual({ encoder: model.encoder, decoder: model.decoder });
    model.dispose();
  });

  it('applies the bottleneck when it encodes, without drawing or changing its state', async () => {
    const sign: Bottleneck = {
      kind: 'sign',
      options: {},
      create: () => ({
        trainable: {},
        state: {},
        apply: (encoded, { training }) => {
          expect(training).toBe(false);
          return { code: tf.sign(encoded) };
        },
      }),
    };
    const model = createAutoencoder({ ...tinyRecipe, bottleneck: sign });
    for (const value of (await model.encode([1, 2, 3, 4])).data) expect(Math.abs(value)).toBe(1);
    model.dispose();
  });

  it('prepares each forward pass once, however often it is used, and frees it in the end', async () => {
    const on = eager();
    const open = new Set<PreparedForward>();
    let count = 0;
    const prepareForward: Engine['prepareForward'] = async (definition) => {
      count++;
      const { run } = await on.prepareForward(definition);
      const prepared = { run, dispose: () => void open.delete(prepared) };
      open.add(prepared);
      return prepared;
    };
    const model = createAutoencoder(tinyRecipe, { engine: { ...on, prepareForward } });
    for (let time = 0; time < 3; time++) {
      await model.encode([1, 2, 3, 4]);
      await model.evaluate([1, 2, 3, 4]);
    }
    expect([count, open.size]).toEqual([2, 2]);
    model.dispose();
    await Promise.resolve();
    expect(open.size).toBe(0);
  });

  it.each([NaN, 1.5, Infinity])('refuses a seed of %s', (seed) => {
    expect(() => createAutoencoder(tinyRecipe, { seed })).toThrow(InvalidOptionError);
  });

  it('says its shapes, layers and number of parameters', () => {
    const model = createAutoencoder(tinyRecipe);
    expect(model.summary()).toMatch(/tiny: \[4\] → code \[2\] → \[4\]/);
    expect(model.summary()).toMatch(/loss: meanSquaredError \(mean\); trainable parameters: 22/);
    model.dispose();
  });
});

describe('model.dispose()', () => {
  it('may be called twice, and leaves a shared encoder to the other model', async () => {
    const before = tf.memory().numTensors;
    const first = createAutoencoder(tinyRecipe);
    const second = createAutoencoder({ ...tinyRecipe, encoder: () => first.encoder });
    first.dispose();
    first.dispose();
    expect((await second.encode([1, 2, 3, 4])).shape).toEqual([1, 2]);
    second.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is not needed where a recipe fails half-way', () => {
    const before = tf.memory().numTensors;
    const decoder = (): never => {
      throw new Error('no decoder');
    };
    expect(() => createAutoencoder({ ...tinyRecipe, decoder })).toThrow('no decoder');
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('model.evaluate(data)', () => {
  it('measures arrays as it measures a dataset of them, in batches of any size', async () => {
    const model = createAutoencoder(tinyRecipe);
    const values = Float32Array.from({ length: 32 }, (_, i) => Math.sin(i * 1.7));
    const expected = await model.evaluate(tinyData());
    const found = await model.evaluate(values, { batchSize: 3 });
    for (const name of ['total', 'reconstruction', 'mse', 'mae']) expect(found[name]).toBeCloseTo(expected[name]!, 6);
    expect(found.mse).toBeCloseTo(found.reconstruction, 6);
    model.dispose();
  });

  it('counts each value that a mask leaves once, in batches of any size', async () => {
    const model = createAutoencoder(tinyRecipe);
    const clean = { data: Float32Array.from({ length: 12 }, (_, i) => Math.cos(i)), shape: [3, 4] };
    const mask = { data: Float32Array.of(1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0), shape: [3, 4] };
    const data = fromSamples({ clean, mask }, { range: [-2, 2] });
    const rebuilt = await model.reconstruct(clean);
    const errors = [...clean.data].map((value, i) => (value - rebuilt.data[i]!) ** 2).filter((_, i) => mask.data[i]);
    const expected = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    for (const batchSize of [1, 2, 3]) {
      const found = await model.evaluate(data, { batchSize });
      expect(found.mse).toBeCloseTo(expected, 6);
      expect(found.reconstruction).toBeCloseTo(expected, 6);
    }
    model.dispose();
  });

  it('refuses samples of another shape', async () => {
    const model = createAutoencoder(tinyRecipe);
    const wide = fromSamples({ clean: { data: new Float32Array(6), shape: [2, 3] } });
    await expect(model.evaluate(wide)).rejects.toThrow(InvalidDataError);
    model.dispose();
  });

  it('does not learn', async () => {
    const model = createAutoencoder(tinyRecipe);
    const before = await model.encode([1, 2, 3, 4]);
    await model.evaluate(tinyData());
    expect(await model.encode([1, 2, 3, 4])).toEqual(before);
    model.dispose();
  });

  it('sees what was trained since it was first called', async () => {
    const model = createAutoencoder(tinyRecipe);
    const before = await model.evaluate(tinyData());
    await train(model, tinyData(), { epochs: 20 });
    expect((await model.evaluate(tinyData())).total).toBeLessThan(before.total);
    model.dispose();
  });
});
