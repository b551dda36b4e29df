import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {
  categoricalCrossEntropy,
  createAutoencoder,
  InvalidOptionError,
  meanSquaredError,
  type Recipe,
} from '@hourglass/core';
import { testVariant } from '@hourglass/testing';
import { describe, expect, it } from 'vitest';
import { undercomplete } from './index.js';

const setUp = (): Promise<boolean> => tf.setBackend('cpu');
const invalid = { option: 'codeSize', make: () => undercomplete({ inputShape: [4], codeSize: 0 }) };

testVariant({
  name: 'undercomplete',
  recipe: () => undercomplete({ inputShape: [4, 3], codeSize: 3, widths: [8, 5], activation: 'tanh' }),
  parts: [undercomplete],
  invalid,
  setUp,
});

testVariant({
  name: 'undercomplete, tied, of a range of its own',
  recipe: () => undercomplete({ inputShape: [12], codeSize: 3, widths: [6], activation: 'tanh', tied: true, range: [-1, 1] }),
  parts: [undercomplete],
  setUp,
});

testVariant({
  name: 'undercomplete over classes',
  recipe: () => undercomplete({ inputShape: [5], codeSize: 2, codeActivation: 'tanh', loss: categoricalCrossEntropy() }),
  parts: [undercomplete, categoricalCrossEntropy],
  setUp,
});

const layersOf = (recipe: Recipe): { parameters: number; output: unknown; shapes: number[][] } => {
  const model = createAutoencoder(recipe);
  const parameters = Object.values(model.parameters).reduce((sum, { size }) => sum + size, 0);
  const output = model.decoder.layers.at(-1)!.getConfig()['activation'];
  const shapes = Object.values(model.parameters).map(({ shape }) => shape);
  model.dispose();
  return { parameters, output, shapes };
};

describe('undercomplete(options)', () => {
  it('mirrors the widths of the encoder in the decoder', () => {
    const { shapes, parameters } = layersOf(undercomplete({ inputShape: [28, 28, 1], widths: [128, 64], codeSize: 32 }));
    const kernels = shapes.filter((shape) => shape.length === 2);
    expect(kernels).toEqual([[784, 128], [128, 64], [64, 32], [32, 64], [64, 128], [128, 784]]);
    expect(parameters).toBe(222_384);
  });

  it('has the parameters of the single-layer net of the Keras blog', () => {
    expect(layersOf(undercomplete({ inputShape: [784], codeSize: 32 })).parameters).toBe(50_992);
  });

  it('has one kernel for each tied pair', () => {
    const { shapes } = layersOf(undercomplete({ inputShape: [10], widths: [6], codeSize: 2, tied: true }));
    expect(shapes).toEqual([[10, 6], [6], [6, 2], [2], [6], [10]]);
  });

  it.each([
    [{}, 'sigmoid', 'binaryCrossEntropy'],
    [{ range: [-1, 1] as const }, 'tanh', 'meanSquaredError'],
    [{ range: [-5, 9] as const }, 'linear', 'meanSquaredError'],
    [{ loss: meanSquaredError() }, 'sigmoid', 'meanSquaredError'],
    [{ loss: categoricalCrossEntropy() }, 'softmax', 'categoricalCrossEntropy'],
    [{ outputActivation: 'linear' as const }, 'linear', 'binaryCrossEntropy'],
  ])('%j ends in %s and learns by %s', (options, output, loss) => {
    const recipe = undercomplete({ inputShape: [6], codeSize: 2, ...options });
    expect(recipe.loss.kind).toBe(loss);
    expect(layersOf(recipe).output).toBe(output);
  });

  it('gives the same weights from the same seed, and others in each layer', async () => {
    const recipe = undercomplete({ inputShape: [6], widths: [6], codeSize: 2 });
    const kernel = (name: string, seed: number): Float32Array => {
      const model = createAutoencoder(recipe, { seed });
      const values = model.parameters[name]!.dataSync() as Float32Array;
      model.dispose();
      return values;
    };
    expect(kernel('encoder/0/kernel', 1)).toEqual(kernel('encoder/0/kernel', 1));
    expect(kernel('encoder/0/kernel', 1)).not.toEqual(kernel('encoder/0/kernel', 2));
    expect(kernel('encoder/1/kernel', 1)).not.toEqual(kernel('decoder/0/kernel', 1));
  });

  it.each([
    ['codeSize', { codeSize: 6 }],
    ['codeSize', { codeSize: 1.5 }],
    ['widths', { widths: [0] }],
    ['inputShape', { inputShape: [] }],
    ['activation', { activation: 'rleu' }],
    ['range', { range: [1, 0] }],
    ['width', { width: 3 }],
  ])('refuses a bad %s: %j', (option, options) => {
    const make = (): Recipe => undercomplete({ inputShape: [6], codeSize: 2, ...(options as object) });
    expect(make).toThrow(InvalidOptionError);
    expect(make).toThrow(option);
  });
});
