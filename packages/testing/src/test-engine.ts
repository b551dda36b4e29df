import { createAutoencoder, eager, train, type Batch, type Dataset, type Engine, type Recipe } from '@hourglass/core';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomDataset } from './random-dataset.js';

export interface EngineTest {
  readonly name: string;
  readonly engine: () => Engine;
  /** Recipes to prove it on, by name; small. */
  readonly recipes: Readonly<Record<string, () => Recipe>>;
  readonly setUp?: () => Promise<unknown>;
}

/**
 * Proves an engine equal to the eager one, as vitest tests: the same losses from the same seed, within 1e-4 relative over
 * the first 10 steps and 1e-3 over 100; the same reconstructions; flat memory.
 */
export function testEngine({ name, engine, recipes, setUp }: EngineTest): void {
  describe(`${name} (engine conformance)`, () => {
    beforeAll(async () => {
      await setUp?.();
    });

    describe.each(Object.entries(recipes))('%s', (_, recipe) => {
      it('gives the losses of the eager engine over 100 steps', async () => {
        const expected = await course(recipe(), eager());
        const found = await course(recipe(), engine());
        expect(found.losses).toHaveLength(100);
        found.losses.forEach((loss, step) => {
          const difference = Math.abs(loss - expected.losses[step]!) / Math.abs(expected.losses[step]!);
          expect(difference, `step ${step}`).toBeLessThanOrEqual(step < 10 ? 1e-4 : 1e-3);
        });
        expect(found.tensors.size, 'tensor counts while training').toBe(1);
      });

      it('reconstructs as the eager engine does, in batches of any size', async () => {
        const model = createAutoencoder(recipe(), { engine: engine() });
        const reference = createAutoencoder(recipe(), { engine: eager() });
        for (const size of [1, 2, 5]) {
          const batch = await firstBatch(randomDataset(model.recipe, { size }), size);
          const input = batch.corrupted ?? batch.clean;
          const expected = await reference.reconstruct(input);
          (await model.reconstruct(input)).data.forEach((value, i) => {
            expect(value).toBeCloseTo(expected.data[i]!, 5);
          });
        }
        model.dispose();
        reference.dispose();
      });
    });
  });
}

async function firstBatch(data: Dataset, batchSize: number): Promise<Batch> {
  for await (const batch of data.batches({ batchSize })) return batch;
  throw new Error('The dataset is empty.');
}

async function course(recipe: Recipe, engine: Engine): Promise<{ losses: number[]; tensors: Set<number> }> {
  const model = createAutoencoder(recipe, { seed: 1, engine });
  const losses: number[] = [];
  const tensors: number[] = [];
  await train(model, randomDataset(recipe, { size: 8 }), {
    epochs: 100,
    batchSize: 8,
    onProgress: ({ terms, record }) => {
      if (record) return;
      losses.push(terms['total']!);
      tensors.push(memory().numTensors);
    },
  });
  model.dispose();
  return { losses, tensors: new Set(tensors.slice(2)) };
}
