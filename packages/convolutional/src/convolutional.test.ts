import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {
  categoricalCrossEntropy,
  createAutoencoder,
  InvalidOptionError,
  meanSquaredError,
  type Autoencoder,
  type Recipe,
} from '@hourglass/core';
import { testVariant } from '@hourglass/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { convolutional, type ConvolutionalOptions } from './index.js';

const setUp = (): Promise<boolean> => tf.setBackend('cpu');
beforeAll(setUp);

testVariant({
  name: 'convolutional',
  recipe: () => convolutional({ inputShape: [7, 6, 1], filters: [4, 3] }),
  parts: [convolutional],
  invalid: { option: 'filters', make: () => convolutional({ inputShape: [7, 6, 1], filters: [] }) },
  setUp,
});

testVariant({
  name: 'convolutional with strides, a flat code, norms and residual blocks',
  recipe: () =>
    convolutional({
      inputShape: [5, 6, 2], filters: [3, 3], downsample: 'stride', upsample: 'transposed', codeSize: 5, batchNorm: true, residual: true,
    }),
  parts: [convolutional],
  setUp,
});

testVariant({
  name: 'convolutional over a series of a range of its own',
  recipe: () => convolutional({ inputShape: [13, 2], filters: [4, 3], kernelSize: 5, activation: 'tanh', range: [-3, 3], batchNorm: true }),
  parts: [convolutional],
  setUp,
});

const withModel = <Result>(recipe: Recipe, look: (model: Autoencoder) => Result): Result => {
  const model = createAutoencoder(recipe);
  const result = look(model);
  model.dispose();
  return result;
};

const kernels = (options: ConvolutionalOptions): (readonly number[])[] =>
  withModel(convolutional(options), ({ parameters }) =>
    Object.entries(parameters).filter(([name]) => name.endsWith('/kernel')).map(([, { shape }]) => shape),
  );

describe('convolutional(options)', () => {
  it.each([
    [[28, 28, 1], 2, [7, 7, 8]],
    [[28, 28, 1], 5, [1, 1, 8]],
    [[105, 105, 3], 3, [14, 14, 8]],
    [[5, 9, 2], 2, [2, 3, 8]],
    [[1001, 1], 3, [126, 8]],
    [[2, 2], 1, [1, 8]],
  ])('codes %j in %i levels as %j', (inputShape, levels, codeShape) => {
    const filters = Array.from({ length: levels }, () => 8);
    const recipe = convolutional({ inputShape, filters, kernelSize: 2 });
    expect(recipe.codeShape).toEqual(codeShape);
    withModel(recipe, ({ encoder, decoder }) => {
      expect(encoder.outputs[0]!.shape).toEqual([null, ...codeShape]);
      expect(decoder.outputs[0]!.shape).toEqual([null, ...inputShape]);
    });
  });

  it('mirrors its levels in the decoder', () => {
    expect(kernels({ inputShape: [28, 28, 1], filters: [16, 8] })).toEqual([
      [3, 3, 1, 16], [3, 3, 16, 8], [3, 3, 8, 8], [3, 3, 8, 16], [3, 3, 16, 1],
    ]);
    expect(kernels({ inputShape: [50, 2], filters: [16, 8], kernelSize: 5, upsample: 'transposed' })).toEqual([
      [1, 5, 2, 16], [1, 5, 16, 8], [1, 5, 8, 8], [1, 5, 16, 8], [1, 5, 16, 2],
    ]);
  });

  it('joins a flat code by dense layers, and gives each level two convolutions more where it is residual', () => {
    expect(kernels({ inputShape: [4, 6, 1], filters: [3], codeSize: 5, residual: true })).toEqual([
      [3, 3, 1, 3], [3, 3, 3, 3], [3, 3, 3, 3], [18, 5], [5, 18], [3, 3, 3, 3], [3, 3, 3, 3], [3, 3, 3, 3], [3, 3, 3, 1],
    ]);
  });

  it('adds to its input what a residual block finds, and nothing where its last kernel is 0', async () => {
    const [plain, residual] = [false, true].map((residual) =>
      createAutoencoder(convolutional({ inputShape: [4, 4, 1], filters: [2], residual })),
    ) as [Autoencoder, Autoencoder];
    for (const network of ['encoder', 'decoder'] as const)
      for (const layer of residual[network].layers.filter(({ name }) => name.endsWith('residual_2')))
        layer.setWeights(layer.getWeights().map((weight) => tf.zerosLike(weight)));
    const input = new Float32Array(16).map((_, i) => i / 16);
    expect((await residual.reconstruct(input)).data).toEqual((await plain.reconstruct(input)).data);
    [plain, residual].forEach((model) => { model.dispose(); });
  });

  it('normalises in place of biases, in averages that are kept as states', () => {
    const { parameters, state } = createAutoencoder(convolutional({ inputShape: [4, 4, 1], filters: [2], batchNorm: true }));
    const kinds = (of: object): string[] => Object.keys(of).map((name) => name.split('/').at(-1)!);
    expect(kinds(parameters)).toEqual(['kernel', 'gamma', 'beta', 'kernel', 'gamma', 'beta', 'kernel', 'bias']);
    expect(kinds(state)).toEqual(['moving_mean', 'moving_variance', 'moving_mean', 'moving_variance']);
  });

  it("starts as Keras does: Glorot's uniform kernels, biases of 0", () => {
    withModel(convolutional({ inputShape: [28, 28, 1], filters: [16, 32], upsample: 'transposed' }), ({ parameters }) => {
      for (const [name, variable] of Object.entries(parameters)) {
        const values = variable.dataSync() as Float32Array;
        const [rows, columns, before = 0, after = 0] = variable.shape;
        const limit = name.endsWith('bias') ? 0 : Math.sqrt(6 / (rows * columns! * (before + after)));
        const largest = Math.max(...values.map(Math.abs));
        expect(largest, name).toBeLessThanOrEqual(limit * (1 + 1e-6));
        expect(largest, name).toBeGreaterThanOrEqual(0.95 * limit);
      }
    });
  });

  it('gives the same weights from the same seed, and others in each layer', () => {
    const kernel = (place: number, seed: number): Float32Array => {
      const model = createAutoencoder(convolutional({ inputShape: [8, 8, 3], filters: [3, 3] }), { seed });
      const values = model.encoder.layers.filter(({ name }) => /^down_\d$/.test(name))[place]!.getWeights()[0]!.dataSync() as Float32Array;
      model.dispose();
      return values;
    };
    expect(kernel(0, 1)).toEqual(kernel(0, 1));
    expect(kernel(0, 1)).not.toEqual(kernel(0, 2));
    expect(kernel(0, 1)).not.toEqual(kernel(1, 1));
  });

  it.each([
    [{}, 'sigmoid', 'binaryCrossEntropy'],
    [{ range: [-1, 1] as const }, 'tanh', 'meanSquaredError'],
    [{ range: [-5, 9] as const }, 'linear', 'meanSquaredError'],
    [{ loss: meanSquaredError() }, 'sigmoid', 'meanSquaredError'],
    [{ loss: categoricalCrossEntropy() }, 'softmax', 'categoricalCrossEntropy'],
    [{ outputActivation: 'linear' as const }, 'linear', 'binaryCrossEntropy'],
  ])('%j ends in %s and learns by %s', (options, output, loss) => {
    const recipe = convolutional({ inputShape: [6, 6, 1], filters: [2], ...options });
    expect(recipe.loss.kind).toBe(loss);
    expect(withModel(recipe, ({ decoder }) => decoder.getLayer('output').getConfig()['activation'])).toBe(output);
  });

  it.each([
    ['inputShape', { inputShape: [784] }, '[height, width, channels] or [length, channels]'],
    ['inputShape', { inputShape: [28, 28, 28, 1] }, '[height, width, channels] or [length, channels]'],
    ['inputShape', { inputShape: [1, 28, 1] }, 'sides of 2 or more'],
    ['filters', { filters: [] }, 'at least one level'],
    ['filters', { filters: [8, 0] }, 'a whole number of 1 or more'],
    ['filters', { filters: [1, 2, 3, 4, 5, 6] }, 'expected at most 5'],
    ['kernelSize', { kernelSize: 29 }, 'expected at most 28'],
    ['kernelSize', { kernelSize: 1 }, 'a whole number of 2 or more'],
    ['kernelSize', { inputShape: [28, 2, 1] }, 'expected at most 2'],
    ['kernelSize', { inputShape: [2, 28] }, 'A series is [length, channels]'],
    ['codeSize', { codeSize: 1.5 }, 'a whole number of 1 or more'],
    ['downsample', { downsample: 'average' }, '"average"'],
    ['upsample', { upsample: 'bilinear' }, '"bilinear"'],
    ['activation', { activation: 'softmax' }, '"softmax"'],
    ['outputActivation', { outputActivation: 'relu' }, '"relu"'],
    ['range', { range: [1, 0] }, 'low below high'],
    ['stride', { stride: 2 }, 'no option'],
  ])('refuses a bad %s: %j', (option, options, why) => {
    const make = (): Recipe => convolutional({ inputShape: [28, 28, 1], filters: [4], ...(options as object) });
    expect(make).toThrow(InvalidOptionError);
    expect(make).toThrow(option);
    expect(make).toThrow(why);
  });
});
