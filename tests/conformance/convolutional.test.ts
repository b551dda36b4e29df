import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { compiled } from '@hourglass/compile';
import { onnxNode } from '@hourglass/compile/node';
import { convolutional, type ConvolutionalOptions } from '@hourglass/convolutional';
import { createAutoencoder, eager, sgd, sizeOf, train, type Engine, type Recipe } from '@hourglass/core';
import { randomDataset, testEngine } from '@hourglass/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { styles } from './convolutional-styles.fixture.js';

const runtime = await onnxNode({ threads: 1 });
const reasons: Error[] = [];
const engine = (): Engine => compiled({ runtime, onFallback: (reason) => void reasons.push(reason) });
afterAll(() => { expect(reasons).toEqual([]); });

const recipes = {
  'pooled and repeated': () => convolutional({ inputShape: [7, 6, 1], filters: [4, 3] }),
  'strided and transposed, normalised, residual, with a flat code': () =>
    convolutional({
      inputShape: [5, 6, 2], filters: [3, 4], downsample: 'stride', upsample: 'transposed', codeSize: 5, batchNorm: true, residual: true,
    }),
  'over a series': () => convolutional({ inputShape: [13, 2], filters: [4, 3], kernelSize: 5, activation: 'tanh', range: [-3, 3] }),
  'over a series, strided and transposed, normalised': () =>
    convolutional({ inputShape: [11, 1], filters: [4, 3], kernelSize: 7, downsample: 'stride', upsample: 'transposed', batchNorm: true }),
};

const wasm = (): Promise<boolean> => tf.setBackend('wasm');
const { 'pooled and repeated': pooled, 'over a series, strided and transposed, normalised': series } = recipes;
testEngine({ name: 'convolutional, compiled on onnxruntime-node', engine, recipes, parts: [convolutional], setUp: wasm });
testEngine({
  name: 'convolutional, eager on wasm',
  engine: eager,
  recipes: { pooled, series },
  parts: [convolutional],
  setUp: wasm,
  setUpReference: () => tf.setBackend('cpu'),
});

/** The total after one step, and the shape of what comes back of two samples then. */
async function step(recipe: Recipe, on: Engine): Promise<{ total: number; shape: readonly number[] }> {
  const model = createAutoencoder(recipe, { engine: on });
  const optimiser = sgd({ learningRate: 0.1 });
  const { history } = await train(model, randomDataset(recipe, { size: 3 }), { epochs: 2, batchSize: 3, optimiser });
  const { shape } = await model.reconstruct({ data: new Float32Array(2 * sizeOf(recipe.inputShape)), shape: [2, ...recipe.inputShape] });
  model.dispose();
  return { total: history.epochs.at(-1)!.train['total']!, shape };
}

const side = fc.integer({ min: 3, max: 11 });
const channels = fc.integer({ min: 1, max: 3 });
const inputShapes = fc.oneof(fc.tuple(side, side, channels), fc.tuple(side, channels));
const codeSizes = fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined });

describe.each(styles)('convolutional, %s', (_, style) => {
  beforeAll(wasm);

  it('takes the same step on both engines and gives samples of any size back at their size', async () => {
    await fc.assert(
      fc.asyncProperty(inputShapes, codeSizes, fc.integer({ min: 2, max: 3 }), async (inputShape, codeSize, kernelSize) => {
        const options: ConvolutionalOptions = { inputShape, filters: [3, 2], kernelSize, ...style, ...(codeSize && { codeSize }) };
        const [found, expected] = [await step(convolutional(options), engine()), await step(convolutional(options), eager())];
        expect([found.shape, expected.shape]).toEqual([[2, ...inputShape], [2, ...inputShape]]);
        expect(Math.abs(found.total / expected.total - 1)).toBeLessThan(1e-4);
      }),
      { numRuns: 4, seed: 1 },
    );
  });
});
