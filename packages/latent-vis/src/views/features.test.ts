import '@tensorflow/tfjs-backend-cpu';
import { createAutoencoder, eager, fromLayers, InvalidDataError, InvalidOptionError, meanSquaredError, type NdArray } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { afterAll, describe, expect, it } from 'vitest';
import { activationMaps } from './activation-maps.js';
import { array, codesOf, identity, rowsOf } from './decoding.fixture.js';
import { featureCards } from './feature-cards.js';
import { filters } from './filters.js';
import { nearestInCode } from './nearest-in-code.js';

await tf.setBackend('cpu');

/** x̂ = K·h + 9 with a kernel of three units. */
const affine = {
  recipe: { codeShape: [3], range: [0, 1] as const },
  decode: ({ data, shape }: NdArray) =>
    Promise.resolve(array(rowsOf({ data, shape }).map(([a, b, c]) => [9 + a! - 4 * b!, 9 + 2 * a! + c!]))),
};

describe('featureCards(model, set)', () => {
  const samples = array([[1, 1], [2, 2], [3, 3], [4, 4]]);
  const set = { ...codesOf([0, 5, 0], [0, 1, 0], [0, 0, -2], [0, 2, 0]), images: { samples, range: [0, 4] as const } };

  it('tells how often and where units are active, what they add, and which are dead', async () => {
    const { cards, of, range } = await featureCards(affine, set, { top: 2 });
    expect(cards.map(({ name, density, activations }) => [name, density, activations])).toEqual([
      ['unit 1', 0.75, [5, 2]],
      ['unit 2', 0.25, [-2]],
      ['unit 0', 0, []],
    ]);
    expect(rowsOf(cards[0]!.top)).toEqual([[1, 1], [4, 4]]);
    expect(cards[2]!.top.shape).toEqual([0, 2]);
    expect(cards.map(({ direction }) => [direction.shape, Array.from(direction.data)])).toEqual([[[2], [-4, 0]], [[2], [0, 1]], [[2], [1, 2]]]);
    expect([of, range]).toEqual([{ units: 3, dead: 1, samples: 4 }, [0, 4]]);
  });

  it('counts the values that are not 0, every one of them', async () => {
    const { cards } = await featureCards(affine, set);
    const [{ histogram }, second, dead] = cards as [typeof cards[0], typeof cards[0], typeof cards[0]];
    expect([histogram.low, histogram.high, histogram.counts.reduce((a, b) => a + b)]).toEqual([0, 5, 3]);
    expect([histogram.counts.at(-1), histogram.counts[4], histogram.counts[9]]).toEqual([1, 1, 1]);
    expect([second.histogram.low, second.histogram.high, second.histogram.counts[0]]).toEqual([-2, 0, 1]);
    expect(dead.histogram.counts.every((count) => count === 0)).toBe(true);
  });

  it('shows the units that are asked for', async () => {
    expect((await featureCards(affine, set, { units: [2, 0] })).cards.map(({ name }) => name)).toEqual(['unit 2', 'unit 0']);
    expect((await featureCards(affine, set, { count: 1 })).cards).toHaveLength(1);
  });

  it('refuses codes without samples, of another size, and units that there are not', async () => {
    await expect(featureCards(affine, { codes: set.codes })).rejects.toThrow(/images: true/);
    await expect(featureCards(identity(2), set)).rejects.toThrow(InvalidDataError);
    await expect(featureCards(affine, set, { units: [3] })).rejects.toThrow(InvalidOptionError);
  });
});

describe('filters(model)', () => {
  it('shows what each unit adds, the largest value as 1, and ten a row', async () => {
    const { rows, range } = await filters(affine);
    expect(rows.map(({ name }) => name)).toEqual(['units 0–2']);
    expect(rowsOf(rows[0]!.images)).toEqual([[0.5, 1], [-1, 0], [0, 1]]);
    expect(range).toEqual([-1, 1]);
    expect((await filters(identity(23))).rows.map(({ name, images }) => [name, images.shape[0]])).toEqual([['units 0–9', 10], ['units 10–19', 10], ['units 20–22', 3]]);
    expect((await filters(identity(500))).rows).toHaveLength(10);
  });

  it('names the units that are asked for', async () => {
    expect((await filters(affine, { units: [2, 0] })).rows[0]).toMatchObject({ name: 'units 2, 0' });
    expect((await filters(affine, { units: [1] })).rows[0]).toMatchObject({ name: 'unit 1' });
    await expect(filters(affine, { units: [3] })).rejects.toThrow(InvalidOptionError);
  });
});

describe('nearestInCode(model, set, queries)', () => {
  const model = { engine: eager(), encode: ({ data, shape }: NdArray) => Promise.resolve({ data: Float32Array.from(data, (value) => 10 * value), shape }) };
  const samples = array([[0, 0], [1, 1], [0, 0.5], [1, 0]]);
  const set = { codes: array(rowsOf(samples).map((row) => row.map((value) => 10 * value))), images: { samples, range: [0, 1] as const } };

  it('puts the nearest samples beside each query, with their distances', async () => {
    const { rows, columns, range } = await nearestInCode(model, set, array([[0, 0], [1, 0.25]]), { neighbours: 2 });
    expect(columns).toEqual(['query', '1', '2']);
    expect(rows.map(({ images }) => rowsOf(images))).toEqual([[[0, 0], [0, 0], [0, 0.5]], [[1, 0.25], [1, 0], [1, 1]]]);
    expect(rows.map(({ values }) => values)).toEqual([[0, 0, 5], [0, 2.5, 7.5]]);
    expect(range).toEqual([0, 1]);
  });

  it('refuses more neighbours than codes, codes without samples, and queries of another shape', async () => {
    await expect(nearestInCode(model, set, samples, { neighbours: 5 })).rejects.toThrow(/5 or more references/);
    await expect(nearestInCode(model, { codes: set.codes }, samples)).rejects.toThrow(/images: true/);
    await expect(nearestInCode(model, set, array([[1, 2, 3]]))).rejects.toThrow(InvalidDataError);
  });
});

describe('activationMaps(model, sample)', () => {
  const encoder = sequential({
    layers: [
      layers.conv2d({ name: 'down_1', filters: 3, kernelSize: 1, useBias: false, inputShape: [4, 4, 1], activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.conv2d({ name: 'down_2', filters: 1, kernelSize: 1, useBias: false }),
      layers.flatten(),
    ],
  });
  encoder.layers[0]!.setWeights([tf.tensor4d([1, -1, 2], [1, 1, 1, 3])]);
  encoder.layers[2]!.setWeights([tf.tensor4d([0, 0, -1], [1, 1, 3, 1])]);
  const decoder = sequential({ layers: [layers.dense({ units: 16, inputShape: [4] }), layers.reshape({ targetShape: [4, 4, 1] })] });
  const model = createAutoencoder(fromLayers({ encoder, decoder, loss: meanSquaredError() }));
  afterAll(() => { for (const each of [model, encoder, decoder]) each.dispose(); });
  const data = Float32Array.from({ length: 16 }, (_, i) => i);

  it('shows the strongest maps of each convolution, at the size of the layer', async () => {
    const tensors = tf.memory().numTensors;
    const { rows } = await activationMaps(model, { data, shape: [4, 4, 1] }, { count: 2 });
    expect(tf.memory().numTensors).toBe(tensors);
    expect(rows.map(({ name, values, images }) => [name, values, images.shape])).toEqual([
      ['sample', undefined, [1, 4, 4, 1]],
      ['down_1 (4 × 4 × 3)', [2, 0], [2, 4, 4]],
      ['down_2 (2 × 2 × 1)', [0], [1, 2, 2]],
    ]);
    expect(rowsOf(rows[1]!.images)).toEqual([Array.from(data, (value) => 2 * value), Array.from(data)]);
    expect(rowsOf(rows[2]!.images)).toEqual([[-10, -14, -26, -30]]);
  });

  it('refuses encoders without convolutions, and several samples', async () => {
    await expect(activationMaps(model, { data: new Float32Array(32), shape: [2, 4, 4, 1] })).rejects.toThrow(/one sample/);
    const dense = sequential({ layers: [layers.dense({ units: 2, inputShape: [4] })] });
    const back = sequential({ layers: [layers.dense({ units: 4, inputShape: [2] })] });
    const plain = createAutoencoder(fromLayers({ encoder: dense, decoder: back, loss: meanSquaredError() }));
    await expect(activationMaps(plain, { data: new Float32Array(4), shape: [1, 4] })).rejects.toThrow(InvalidDataError);
    for (const each of [plain, dense, back]) each.dispose();
  });
});
