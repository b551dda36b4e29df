import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { adam, createAutoencoder, fromLayers, fromSamples, InvalidOptionError, toJSON, train, type Recipe } from '@hourglass/core';
import { testVariant } from '@hourglass/testing';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { compose, denoise, gaussianNoise, masking, poissonNoise } from './index.js';

const setUp = (): Promise<boolean> => tf.setBackend('cpu');
const dense = (units: number, inputSize: number, activation: 'tanh' | 'sigmoid') =>
  layers.dense({ units, inputShape: [inputSize], activation, kernelInitializer: initializers.glorotUniform({ seed: units }) });
await setUp();
const encoder = sequential({ layers: [dense(16, 6, 'tanh')] });
const decoder = sequential({ layers: [dense(6, 16, 'sigmoid')] });

/** Sixteen numbers in the code of a sample of six. */
const wide = (): Recipe => fromLayers({ encoder, decoder });

testVariant({
  name: 'denoise',
  recipe: () => denoise(wide(), { corruption: compose({ corruptions: [masking({ rate: 0.2 }), gaussianNoise({ stddev: 0.1 })] }) }),
  parts: [fromLayers, denoise, compose, masking, gaussianNoise],
  invalid: { option: 'corruption', make: () => denoise(wide(), {} as never) },
  seeded: false,
  setUp,
});

/** Sines of all phases, in [0, 1]. */
const waves = (count: number) => ({
  data: Float32Array.from({ length: 6 * count }, (_, i) => 0.5 + 0.5 * Math.sin((i % 6) + 7 * Math.floor(i / 6))),
  shape: [count, 6],
});

describe('denoise(recipe, { corruption })', () => {
  it('shows the encoder only what the corruption leaves', async () => {
    const model = createAutoencoder(denoise(wide(), { corruption: masking({ rate: 1 }) }));
    const [kernel] = model.encoder.getWeights() as [tf.Tensor];
    const before = kernel.dataSync().slice();
    await train(model, fromSamples({ clean: waves(64) }), { epochs: 2, batchSize: 16 });
    expect(model.encoder.getWeights()[0]!.dataSync()).toEqual(before); // no gradient from zeros
    model.dispose();
  });

  it('learns from pairs as they are, without another corruption', async () => {
    const pairs = fromSamples({ clean: waves(64), corrupted: waves(64) });
    const model = createAutoencoder(denoise(wide(), { corruption: masking({ rate: 1 }) }));
    const [kernel] = model.encoder.getWeights() as [tf.Tensor];
    const before = kernel.dataSync().slice();
    await train(model, pairs, { epochs: 1, batchSize: 16 });
    expect(model.encoder.getWeights()[0]!.dataSync()).not.toEqual(before);
    model.dispose();
  });

  it('learns to clean: a reconstruction of spoiled samples is nearer to the clean ones than they were', async () => {
    const corruption = gaussianNoise({ stddev: 0.2 });
    const model = createAutoencoder(denoise(wide(), { corruption }));
    await train(model, fromSamples({ clean: waves(512) }), { epochs: 60, batchSize: 32, optimiser: adam({ learningRate: 0.01 }) });
    const clean = waves(200);
    const noise = Float32Array.from({ length: clean.data.length }, (_, i) => 0.28 * Math.sin(i * i));
    const { data } = await model.reconstruct({ data: clean.data.map((value, i) => value + noise[i]!), shape: clean.shape });
    const error = data.reduce((sum, value, i) => sum + (value - clean.data[i]!) ** 2, 0);
    const spoiled = noise.reduce((sum, value) => sum + value ** 2, 0);
    expect(error / spoiled).toBeLessThan(0.6);
    model.dispose();
  });

  it('is written as JSON with what it decorates and its corruption', () => {
    const { kind, options, of } = toJSON(denoise(wide(), { corruption: masking({ rate: 0.3 }) }));
    expect([kind, options, of?.kind]).toEqual(['denoise', { corruption: { kind: 'masking', options: { rate: 0.3 } } }, 'fromLayers']);
  });

  it('refuses what is no corruption, and a corruption of other data', () => {
    expect(() => denoise(wide(), { corruption: 0.3 as never })).toThrow(/Expected a corruption|expected a corruption/);
    const signed = { ...wide(), range: [-1, 1] as const };
    expect(() => denoise(signed, { corruption: poissonNoise({ peak: 10 }) })).toThrow(InvalidOptionError);
  });
});
