import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { adam } from './adam.js';
import { createAutoencoder } from './autoencoder.js';
import { baselines } from './baselines.js';
import { InvalidDataError, InvalidOptionError } from './errors.js';
import { fitScaler } from './fit-scaler.js';
import { networkRecipe, tiny, tinyRecipe } from './fixtures/tiny.js';
import { fromSamples } from './samples.js';
import { log, minMax, robust, standard, type Scaler } from './scaler.js';
import { scaled } from './scaled.js';
import { train } from './train.js';
import type { Dataset } from './dataset.js';
import type { Range } from './values.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const everywhere: Range = [-Infinity, Infinity];
const wide = { ...tinyRecipe, range: everywhere };
const fitted = { centre: [0.1, -0.2, 0.3, 0], spread: [0.5, 2, 1, 3] };

/** Four features that are multiples of one another, of very different sizes; some of them not there. */
function table(size: number): Dataset {
  const data = Float32Array.from({ length: size * 4 }, (_, i) => Math.sin(Math.floor(i / 4) * 1.7) * 10 ** (i % 4) + 5 * (i % 4));
  return fromSamples({ clean: { data, shape: [size, 4] } }, { range: [-1000, 1020] });
}

const first = async (data: Dataset, count: number) => {
  for await (const { clean } of data.batches({ batchSize: count })) return clean;
  throw new Error('no samples');
};

describe('scaled(recipe, { scaler })', () => {
  it.each([minMax, standard, robust, log])('takes data as they are and gives them back so: $kind', async (factory) => {
    const data = table(64);
    const scaler = await fitScaler(factory(), data);
    const model = createAutoencoder(scaled(wide, { scaler }), { seed: 1 });
    const plain = createAutoencoder(wide, { seed: 1 });
    const raw = await first(data, 5);
    const inUnits = new Float32Array(raw.data.length);
    scaler.write(raw.data, inUnits);
    const { data: code } = await model.encode(raw);
    const { data: expected } = await plain.encode({ data: inUnits, shape: raw.shape });
    code.forEach((value, i) => { expect(value).toBeCloseTo(expected[i]!, 3); });

    const reconstruction = await model.reconstruct(raw);
    scaler.write(reconstruction.data, inUnits);
    const { data: wanted } = await plain.decode({ data: code, shape: [5, 2] });
    inUnits.forEach((value, i) => { expect(value).toBeCloseTo(wanted[i]!, 2); });
    model.dispose();
    plain.dispose();
  });

  it('learns and is measured in scaled units', async () => {
    const data = table(64);
    const scaler = await fitScaler(standard(), data);
    const model = createAutoencoder(scaled(wide, { scaler }), { seed: 1 });
    const before = await model.evaluate(data);
    expect(before.mse).toBeLessThan(20); // in the units of the data it would be of the order of 1e5
    await train(model, data, { epochs: 60, batchSize: 16, optimiser: adam({ learningRate: 1e-2 }) });
    expect((await model.evaluate(data)).mse).toBeLessThan(0.5 * before.mse);
    const of = await baselines({ recipe: model.recipe, train: data, test: data });
    expect(of.mean.mse).toBeCloseTo(1, 4); // the variance of what is standardised
    expect(of.pca.mse).toBeLessThan(1e-6); // on a line
    model.dispose();
  });

  it('gives the networks 0 where a value is missing', async () => {
    const clean = { data: Float32Array.of(1, 2, 3, 4, 3, 0, 5, 6), shape: [2, 4] };
    const mask = { data: Float32Array.of(1, 1, 1, 1, 1, 0, 1, 1), shape: [2, 4] };
    const data = fromSamples({ clean, mask }, { range: everywhere });
    const scaler = standard({ fitted: { centre: [2, 2, 4, 5], spread: [1, 1, 1, 1] } });
    const seen: number[][] = [];
    const recipe = scaled({ ...wide, initialise: async (_, sample) => { seen.push([...sample.clean.data]); } }, { scaler });
    const model = createAutoencoder(recipe);
    await train(model, data, { epochs: 1 });
    expect(seen).toEqual([[-1, 0, -1, -1, 1, 0, 1, 1]]);
    model.dispose();
  });

  it('refuses training data beyond what minMax was fitted to, and says what to do', async () => {
    const scaler = await fitScaler(minMax(), table(3));
    const model = createAutoencoder(scaled({ ...tinyRecipe, range: [0, 1] }, { scaler }));
    await expect(train(model, table(64), { epochs: 1 })).rejects.toThrow(/fitScaler\(minMax\(\), train\)/);
    await expect(train(model, table(64), { epochs: 1 })).rejects.toThrow(InvalidDataError);
    expect((await model.evaluate(table(64))).mse).toBeGreaterThan(0);
    model.dispose();
  });

  it('says in the summary by what it is scaled', () => {
    const model = createAutoencoder(scaled(wide, { scaler: robust({ fitted }) }));
    expect(model.summary()).toContain('scaler: robust');
    model.dispose();
  });

  const again = scaled(wide, { scaler: standard({ fitted }) });
  it.each<[string, () => unknown]>([
    ['a scaler that is not fitted', () => scaled(wide, { scaler: standard() })],
    ['another number of features', () => scaled(networkRecipe(3, 2), { scaler: minMax({ fitted }) })],
    ['a recipe of another range', () => scaled(tinyRecipe, { scaler: standard({ fitted }) })],
    ['a recipe that is scaled already', () => scaled(again, { scaler: minMax({ fitted }) })],
    ['something else', () => scaled(wide, { scaler: tiny as unknown as Scaler })],
  ])('refuses %s', (_, make) => {
    expect(make).toThrow(InvalidOptionError);
  });
});
