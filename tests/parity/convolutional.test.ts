import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { kerasBlog, kerasIo, kerasSeries } from '@hourglass/convolutional';
import { createAutoencoder, fromSamples, sizeOf, train, type Recipe, type Shape } from '@hourglass/core';
import { beforeAll, describe, expect, it } from 'vitest';

const fixture = JSON.parse(readFileSync(new URL('fixtures/convolutional.json', import.meta.url), 'utf8')) as {
  batch: number;
  cases: { name: string; parameters: number; reconstruction: number[]; losses: number[] }[];
};

const presets: Record<string, () => Recipe> = { kerasBlog, kerasIo, kerasSeries };

/** The wave of the script that made the fixture. */
const wave = (shape: Shape, number: number, scale: number): Float32Array =>
  Float32Array.from({ length: sizeOf(shape) }, (_, i) => scale * Math.sin(1.7 * i + number));

beforeAll(() => tf.setBackend('wasm'));

describe.each(fixture.cases)('$name(), of the weights of its Keras twin', ({ name, parameters, reconstruction, losses }) => {
  const recipe = presets[name]!();
  const shape = [fixture.batch, ...recipe.inputShape];
  const clean = { data: wave(shape, 0, 1), shape };
  if (recipe.loss.kind === 'binaryCrossEntropy') clean.data.forEach((value, i) => { clean.data[i] = Math.fround(value * value); });

  it('gives its reconstruction and its losses over the first steps', async () => {
    const model = createAutoencoder(recipe);
    expect(model.parameterCount).toBe(parameters);
    Object.values(model.parameters).forEach((variable, number) => {
      const ofKernel = 3 / Math.sqrt(variable.size / variable.shape.at(-1)!);
      const values = wave(variable.shape, number, variable.rank === 1 ? 0.3 : ofKernel);
      variable.assign(tf.tensor(values, variable.shape));
    });

    const { data } = await model.reconstruct(clean.data.slice(0, sizeOf(recipe.inputShape)));
    expect(data).toHaveLength(reconstruction.length);
    data.forEach((value, i) => { expect(Math.abs(value - reconstruction[i]!)).toBeLessThan(2e-5); });

    const { history } = await train(model, fromSamples({ clean }, { range: recipe.range }), { epochs: losses.length, batchSize: fixture.batch });
    history.epochs.forEach(({ train: terms }, step) => {
      expect(Math.abs(terms['total']! / losses[step]! - 1), `step ${step}`).toBeLessThan(1e-4);
    });
    model.dispose();
  });
});
