import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { compiled, type Runtime } from '@hourglass/compile';
import { onnxNode } from '@hourglass/compile/node';
import {
  adam,
  createAutoencoder,
  type DivergedError,
  eager,
  fromLayers,
  rmsProp,
  sgd,
  stateless,
  train,
  type Engine,
  type Optimiser,
  type Penalty,
  type Recipe,
  type Run,
} from '@hourglass/core';
import { expectNoLeaks, randomDataset, testEngine } from '@hourglass/testing';
import { undercomplete } from '@hourglass/undercomplete';
import { beforeAll, describe, expect, it } from 'vitest';
import { noisy, recipes } from './engine-recipes.fixture.js';

const runtime = await onnxNode({ threads: 1 });
const reasons: Error[] = [];
const engine = (): Engine => compiled({ runtime, onFallback: (reason) => void reasons.push(reason) });

beforeAll(async () => {
  await tf.setBackend('cpu');
});

testEngine({ name: 'compiled on onnxruntime-node', engine, recipes, parts: [undercomplete, noisy, fromLayers] });

const trained = async (recipe: Recipe, on: Engine, optimiser: Optimiser = adam()): Promise<Run> =>
  train(createAutoencoder(recipe, { engine: on }), randomDataset(recipe, { size: 10 }), { epochs: 4, batchSize: 4, optimiser });

const totals = ({ history }: Run): number[] => history.epochs.map(({ train: terms }) => terms['total']!);

const expectAlike = (found: Run, expected: Run): void => {
  totals(found).forEach((total, epoch) => { expect(Math.abs(total / totals(expected)[epoch]! - 1)).toBeLessThan(1e-4); });
};

describe('compiled({ runtime })', () => {
  it('goes by the name of its runtime', () => {
    expect(engine().name).toBe('compiled-node');
  });

  it('compiled all of the recipes above', () => {
    expect(reasons).toEqual([]);
  });

  it.each([
    ['adam', adam({ clipNorm: 0.05 })],
    ['sgd', sgd({ learningRate: 0.1, momentum: 0.9 })],
    ['rmsProp', rmsProp({ learningRate: 0.01 })],
  ])('updates by %s as its definition does, and gives its slots back by the same names', async (_, optimiser) => {
    const [found, expected] = [await trained(recipes.tied(), engine(), optimiser), await trained(recipes.tied(), eager(), optimiser)];
    expectAlike(found, expected);
    expect(Object.keys(found.slots).sort()).toEqual(Object.keys(expected.slots).sort());
  });

  it('bounds gradients and parameters as a recipe asks', async () => {
    const recipe = (): Recipe => ({
      ...recipes.undercomplete(),
      constrain: {
        gradients: (_, gradients) => ({ 'encoder/1/bias': tf.zerosLike(gradients['encoder/1/bias']!) }),
        parameters: (parameters) => {
          const kernel = parameters['decoder/0/kernel']!;
          return { 'decoder/0/kernel': tf.div(kernel, tf.norm(kernel, 2, 1, true)) };
        },
      },
    });
    const clipped = adam({ clipNorm: 0.05 });
    const [found, expected] = [await trained(recipe(), engine(), clipped), await trained(recipe(), eager(), clipped)];
    expectAlike(found, expected);
    for (const norm of tf.norm(found.model.parameters['decoder/0/kernel']!, 2, 1).dataSync()) expect(norm).toBeCloseTo(1, 5);
  });

  it('says once why a model cannot be compiled, and trains it as the eager engine does', async () => {
    const reading: Penalty = {
      kind: 'reading',
      options: {},
      create: () => ({
        ...stateless,
        apply: ({ code }) => ({ first: { value: tf.scalar(code.dataSync()[0]!), weight: 0 } }),
      }),
    };
    const recipe = (): Recipe => ({ ...recipes.undercomplete(), penalties: [reading] });
    const told: Error[] = [];
    const found = await trained(recipe(), compiled({ runtime, onFallback: (reason) => void told.push(reason) }));
    expect(totals(found)).toEqual(totals(await trained(recipe(), eager())));
    expect(told.map(({ message }) => message)).toEqual([expect.stringMatching(/compiled-engine\.test\.ts/)]);
  });

  it('goes back to the eager engine for an optimiser that it has no kernel for', async () => {
    const own: Optimiser = { ...sgd({ learningRate: 0.1 }), kind: 'own' };
    const told: Error[] = [];
    const found = await trained(recipes.tied(), compiled({ runtime, onFallback: (reason) => void told.push(reason) }), own);
    expectAlike(found, await trained(recipes.tied(), eager(), sgd({ learningRate: 0.1 })));
    expect(told).toHaveLength(1);
  });

  it('stops where training diverges, with finite weights', async () => {
    const attempt = trained({ ...recipes.undercomplete() }, engine(), sgd({ learningRate: 1e38 }));
    const { run } = await attempt.then(() => expect.unreachable(), (error: unknown) => error as DivergedError);
    for (const variable of Object.values(run.model.parameters)) expect(variable.dataSync().every(Number.isFinite)).toBe(true);
  });

  it('keeps frozen layers as they are', async () => {
    const recipe = (): Recipe => {
      const made = recipes.undercomplete();
      return {
        ...made,
        encoder: (seed) => {
          const encoder = made.encoder(seed);
          encoder.layers[1]!.trainable = false;
          return encoder;
        },
      };
    };
    const before = createAutoencoder(recipe());
    const [found, expected] = [await trained(recipe(), engine()), await trained(recipe(), eager())];
    expectAlike(found, expected);
    const kernelOf = ({ encoder }: { encoder: Run['model']['encoder'] }) => [...encoder.layers[1]!.getWeights()[0]!.dataSync()];
    expect(kernelOf(found.model)).toEqual(kernelOf(before));
    expect(Object.keys(found.slots).join()).not.toContain('encoder/1/');
  });

  it('finishes what runs when a model is disposed, and refuses the rest', async () => {
    let begun = (): void => undefined;
    let go = (): void => undefined;
    const [running, gate] = [new Promise<void>((resolve) => (begun = resolve)), new Promise<void>((resolve) => (go = resolve))];
    const events: string[] = [];
    const slow: Runtime = {
      name: 'slow',
      load: async (bytes) => {
        const session = await runtime.load(bytes);
        return {
          run: async (...given) => {
            begun();
            await gate;
            events.push('run');
            return session.run(...given);
          },
          release: () => (events.push('release'), session.release()),
        };
      },
    };
    const samples = new Float32Array(24).map((_, i) => i / 24);
    const recipe = recipes['noisy, with a penalty that warms up and counts'];
    const expected = await createAutoencoder(recipe(), { engine: engine() }).reconstruct(samples);
    const model = createAutoencoder(recipe(), { engine: compiled({ runtime: slow }) });
    const asked = model.reconstruct(samples);
    await running;
    model.dispose();
    await expect(model.reconstruct(samples)).rejects.toThrow('This model was disposed');
    go();
    expect(await asked).toEqual(expected);
    await new Promise((resolve) => setTimeout(resolve));
    expect(events).toEqual(['run', 'release']);
  });

  it('leaves no tensor behind', () =>
    expectNoLeaks(async () => {
      const { model } = await trained(recipes.undercomplete(), engine());
      await model.reconstruct(new Float32Array(24));
      model.dispose();
    }));
});
