import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { compiled } from '@hourglass/compile';
import { onnxNode } from '@hourglass/compile/node';
import { createAutoencoder, log, minMax, robust, scaled, standard, type Recipe, type Scaler } from '@hourglass/core';
import { testVariant } from '@hourglass/testing';
import { undercomplete } from '@hourglass/undercomplete';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectSameAsFiles } from '../../packages/compile/src/export/exported.fixture.js';

const setUp = (): Promise<boolean> => tf.setBackend('cpu');
beforeAll(setUp);

const fitted = { centre: [0.1, -0.2, 0.3], spread: [0.5, 2, 1] };
const scalers = [standard, robust, log].map((factory) => factory({ fitted }));
const identity = minMax({ fitted: { centre: [0, 0, 0], spread: [1, 1, 1] } });

const recipe = (scaler: Scaler): Recipe => scaled(undercomplete({ inputShape: [4, 3], codeSize: 3, widths: [8], activation: 'tanh', range: scaler.range }), { scaler });

for (const scaler of [...scalers, identity])
  testVariant({ name: `undercomplete, scaled by ${scaler.kind}`, recipe: () => recipe(scaler), parts: [scaled, undercomplete, minMax, standard, robust, log], setUp });

describe.each(scalers)('a model scaled by $kind', (scaler) => {
  const samples = { data: Float32Array.from({ length: 60 }, (_, i) => 3 * Math.sin(i * 1.7)), shape: [5, 4, 3] };
  const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number => Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));

  it('takes and gives the units of the data on every engine, and in its files', async () => {
    const runtime = await onnxNode({ threads: 1 });
    const [eager, graph] = [createAutoencoder(recipe(scaler)), createAutoencoder(recipe(scaler), { engine: compiled({ runtime }) })];
    const expected = await eager.reconstruct(samples);
    expect(furthest((await graph.reconstruct(samples)).data, expected.data)).toBeLessThan(1e-4);
    await expectSameAsFiles(eager);
    eager.dispose();
    graph.dispose();
  });
});
