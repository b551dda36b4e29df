import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {
  createAutoencoder,
  fillNormal,
  fromLayers,
  fromSamples,
  linearDecay,
  meanSquaredError,
  toJSON,
  train,
  type PenaltyInput,
  type Recipe,
  type StepContext,
} from '@hourglass/core';
import { testVariant } from '@hourglass/testing';
import { initializers, layers, sequential, type LayersModel } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { contraction, contractive } from './index.js';

const setUp = (): Promise<boolean> => tf.setBackend('cpu');
await setUp();

type Activation = 'sigmoid' | 'tanh' | 'relu' | 'linear' | 'elu';
const dense = (units: number, inputSize: number, activation: Activation) =>
  layers.dense({ units, inputShape: [inputSize], activation, kernelInitializer: initializers.glorotNormal({ seed: units + inputSize }) });
const network = (...made: ReturnType<typeof dense>[]): LayersModel => sequential({ layers: made });

const shallow = network(dense(4, 6, 'tanh'));
const deep = network(dense(5, 6, 'tanh'), dense(4, 5, 'sigmoid'));
const decoder = network(dense(6, 4, 'sigmoid'));
const recipe = (encoder: LayersModel): Recipe => fromLayers({ encoder, decoder, loss: meanSquaredError() });

for (const [name, encoder] of Object.entries({ shallow, deep }))
  testVariant({
    name: `contractive, of a ${name} encoder`,
    recipe: () => contractive(recipe(encoder), { weight: 0.1 }),
    parts: [contractive, fromLayers, meanSquaredError],
    invalid: { option: 'weight', make: () => contractive(recipe(encoder), { weight: 0 }) },
    seeded: false,
    setUp,
  });

const samples = tf.tensor2d([[0.3, -0.7, 1.2, 0.1, -0.4, 0.8], [-0.2, 0.9, 0.4, -1.1, 0.6, -0.5], [1.5, 0.2, -0.3, 0.7, 0.1, -0.9]]);

/** The term for the samples, with the n-th probe. */
const measured = (encoder: LayersModel, n = 0): number =>
  tf.tidy(() => {
    const normal = (shape: readonly number[]): tf.Tensor => {
      const values = new Float32Array(shape.reduce((product, axis) => product * axis, 1));
      fillNormal(n, values);
      return tf.tensor(values, [...shape]);
    };
    const context = { draws: { normal, uniform: normal }, training: true, step: tf.scalar(0) } as StepContext;
    const input = { corrupted: samples, encoded: encoder.apply(samples), encoder } as unknown as PenaltyInput;
    return contraction({ weight: 1 }).create(undefined as never).apply(input, context)['jacobian']!.value.dataSync()[0]!;
  });

/** The same by central differences along each axis of the input. */
function byDifferences(encoder: LayersModel): number {
  const step = 1e-2;
  let sum = 0;
  for (let axis = 0; axis < 6; axis++)
    sum += tf.tidy(() => {
      const along = tf.oneHot(tf.fill([3], axis, 'int32'), 6);
      const at = (sign: number): tf.Tensor => encoder.apply(tf.add(samples, tf.mul(tf.cast(along, 'float32'), sign * step))) as tf.Tensor;
      return tf.sum(tf.square(tf.div(tf.sub(at(1), at(-1)), 2 * step))).dataSync()[0]!;
    });
  return sum / 3;
}

describe('contraction', () => {
  it.each<Activation>(['sigmoid', 'tanh', 'relu', 'linear'])('is the squared norm of the Jacobian of one layer with %s', (activation) => {
    const encoder = network(dense(7, 6, activation));
    expect(measured(encoder)).toBeCloseTo(byDifferences(encoder), 3);
    expect(measured(encoder, 1)).toBe(measured(encoder, 2)); // nothing is drawn
    encoder.dispose();
  });

  it.each<[string, LayersModel]>([
    ['two layers', deep],
    ['an activation without a closed form', network(dense(7, 6, 'elu'))],
  ])('is that norm on average over probes for %s', (_, encoder) => {
    const probes = Array.from({ length: 3000 }, (__, n) => measured(encoder, n));
    const mean = probes.reduce((sum, value) => sum + value, 0) / probes.length;
    const deviation = Math.sqrt(probes.reduce((sum, value) => sum + (value - mean) ** 2, 0) / probes.length);
    expect(Math.abs(mean - byDifferences(encoder))).toBeLessThan((5 * deviation) / Math.sqrt(probes.length) + 0.01 * mean);
  });
});

describe('contractive(recipe, { weight })', () => {
  const digits = fromSamples({ clean: { data: Float32Array.from({ length: 600 }, (_, i) => 0.5 + 0.5 * Math.sin(i * i)), shape: [100, 6] } });

  it.each([['one layer', shallow], ['two layers', deep]] as const)('leaves an encoder of %s that changes less from sample to sample', async (_, encoder) => {
    const norm = async (made: Recipe): Promise<number> => {
      const model = createAutoencoder(made);
      await train(model, digits, { epochs: 40, batchSize: 20 });
      const found = byDifferences(model.encoder);
      model.dispose();
      return found;
    };
    expect(await norm(contractive(recipe(encoder), { weight: 1 }))).toBeLessThan(0.7 * (await norm(recipe(encoder))));
  });

  it('takes a schedule, and is written as JSON', () => {
    const weight = linearDecay({ value: 1, steps: 10 });
    expect(toJSON(contractive(recipe(shallow), { weight })).options).toEqual({ weight: toJSON(weight) });
  });
});
