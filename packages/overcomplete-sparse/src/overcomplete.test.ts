import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { createAutoencoder, fromSamples, InvalidOptionError, sgd, train, type Autoencoder, type Recipe } from '@hourglass/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { overcomplete, sparsify, topK, type OvercompleteOptions } from './index.js';

beforeAll(() => tf.setBackend('cpu'));

const samples = (values: number[][], range: readonly [number, number] = [-100, 100]) =>
  fromSamples({ clean: { data: Float32Array.from(values.flat()), shape: [values.length, values[0]!.length] } }, { range });

/** Five samples near (1, −2, 3), and one far off. */
const uneven = [[1, -2, 3], [1.1, -2, 3], [0.9, -2, 3], [1, -2.1, 3], [1, -1.9, 3], [60, 60, 60]];

const trained = async (options: Partial<OvercompleteOptions>, learningRate: number): Promise<Autoencoder> => {
  const model = createAutoencoder(overcomplete({ inputShape: [3], codeSize: 7, ...options }), { seed: 3 });
  await train(model, samples(uneven), { epochs: 3, batchSize: 6, optimiser: sgd({ learningRate }) });
  return model;
};

const lengths = (kernel: tf.Tensor, axis: number): number[] => [...tf.norm(kernel, 2, axis).dataSync()];

describe('overcomplete(options)', () => {
  it('begins with the transpose of the decoder as the kernel of the code, of unit directions', () => {
    const { parameters } = createAutoencoder(overcomplete({ inputShape: [3], codeSize: 7 }));
    const [encoder, decoder] = [parameters['encoder/0/kernel']!, parameters['decoder/0/kernel']!];
    expect(tf.transpose(encoder).arraySync()).toEqual(decoder.arraySync());
    for (const length of lengths(decoder, 1)) expect(length).toBeCloseTo(1, 6);
  });

  it.each([
    ['decoder/0/kernel', 1, {}],
    ['encoder/0/kernel', 0, { tied: true }],
    ['decoder/0/kernel', 1, { widths: [4] }],
    ['encoder/1/kernel', 0, { widths: [4], tied: true }],
  ] as const)('keeps the directions in %s at the length 1 while it learns (axis %i, %j)', async (name, axis, options) => {
    const model = await trained(options, 0.01);
    const before = createAutoencoder(overcomplete({ inputShape: [3], codeSize: 7, ...(options) }), { seed: 3 });
    expect(model.parameters[name]!.arraySync()).not.toEqual(before.parameters[name]!.arraySync());
    for (const length of lengths(model.parameters[name]!, axis)) expect(length).toBeCloseTo(1, 5);
  });

  it('removes what lies along a direction from its gradient', () => {
    const { constrain } = overcomplete({ inputShape: [3], codeSize: 3 });
    const kernel = tf.tensor2d([[1, 0, 0], [0, 0.6, 0.8], [0, 1, 0]]);
    const gradient = tf.tensor2d([[5, 2, -1], [0, 6, 8], [1, 1, 1]]);
    const changed = constrain!.gradients!({ 'decoder/0/kernel': kernel }, { 'decoder/0/kernel': gradient });
    const expected = [0, 2, -1, 0, 0, 0, 1, 0, 1];
    changed['decoder/0/kernel']!.dataSync().forEach((value, i) => { expect(value).toBeCloseTo(expected[i]!, 5); });
  });

  it('lets directions be of any length where it is told to', async () => {
    const model = await trained({ unitNorm: false }, 0.01);
    expect(Math.max(...lengths(model.parameters['decoder/0/kernel']!, 1).map((length) => Math.abs(length - 1)))).toBeGreaterThan(0.01);
  });

  it('decodes a code of zeros to the geometric median of the first batch, which one far sample does not move', async () => {
    const model = await trained({}, 1e-9);
    const { data } = await model.decode([new Array<number>(7).fill(0)]);
    [1, -2, 3].forEach((x, i) => { expect(Math.abs(data[i]! - x)).toBeLessThan(0.05); });
  });

  it('sees samples relative to that median', async () => {
    const model = await trained({ codeActivation: 'linear' }, 1e-9);
    const centre = await model.decode([new Array<number>(7).fill(0)]);
    for (const value of (await model.encode(centre)).data) expect(value).toBeCloseTo(0, 4);
  });

  it('keeps the biases that were learned when it is trained again', async () => {
    const model = await trained({}, 0.01);
    const learned = await model.decode([new Array<number>(7).fill(0)]);
    await train(model, samples([[50, 60, 70], [51, 60, 70], [50, 61, 70]]), { epochs: 1, optimiser: sgd({ learningRate: 1e-9 }) });
    const { data } = await model.decode([new Array<number>(7).fill(0)]);
    learned.data.forEach((x, i) => { expect(data[i]).toBeCloseTo(x, 4); });
  });

  it.each([
    [[0, 1], 'sigmoid', [0.2, 0.5, 0.9]],
    [[-1, 1], 'tanh', [-0.4, 0.5, 0.9]],
  ] as const)('finds the bias that gives the median through the output of range %j', async (range, output, median) => {
    const model = createAutoencoder(overcomplete({ inputShape: [3], codeSize: 7, range }));
    expect(model.decoder.layers.at(-1)!.getConfig()['activation']).toBe(output);
    await train(model, samples([[...median], [...median], [...median]], range), { epochs: 1, optimiser: sgd({ learningRate: 1e-9 }) });
    const { data } = await model.decode([new Array<number>(7).fill(0)]);
    median.forEach((x, i) => { expect(data[i]).toBeCloseTo(x, 3); });
  });

  it('trains on vectors of any range by squared error, and encodes them', async () => {
    const recipe = sparsify(overcomplete({ inputShape: [3], codeSize: 7 }), topK({ k: 3 }));
    expect(recipe.loss.kind).toBe('meanSquaredError');
    const model = createAutoencoder(recipe);
    const wide = uneven.map((row) => row.map((x) => 1000 * x));
    await train(model, samples(wide, [-1e6, 1e6]), { epochs: 2 });
    expect((await model.encode(wide)).data.every(Number.isFinite)).toBe(true);
  });

  it.each([
    ['codeSize', { codeSize: 2 }],
    ['codeSize', { codeSize: 7.5 }],
    ['inputShape', { inputShape: [] }],
    ['codeActivation', { codeActivation: 'rleu' }],
    ['range', { range: [1, 0] }],
    ['unitnorm', { unitnorm: false }],
  ])('refuses a bad %s: %j', (option, options) => {
    const make = (): Recipe => overcomplete({ inputShape: [3], codeSize: 7, ...(options as object) });
    expect(make).toThrow(InvalidOptionError);
    expect(make).toThrow(option);
  });
});
