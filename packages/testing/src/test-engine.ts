import {
  adam,
  createAutoencoder,
  eager,
  load,
  train,
  type Batch,
  type Dataset,
  type Engine,
  type PartFactory,
  type Recipe,
  type Run,
  type TrainOptions,
} from '@hourglass/core';
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from './memory-storage.js';
import { randomDataset } from './random-dataset.js';

export interface EngineTest {
  readonly name: string;
  readonly engine: () => Engine;
  /** Recipes to prove it on, by name; small. */
  readonly recipes: Readonly<Record<string, () => Recipe>>;
  /** The factories that the recipes are made of, as `load` needs them. */
  readonly parts: readonly PartFactory[];
  /** Called before the engine is used, to choose a backend. */
  readonly setUp?: () => Promise<unknown>;
  /** Called before the eager engine is used, to choose another backend for it. */
  readonly setUpReference?: () => Promise<unknown>;
}

/**
 * Proves an engine equal to the eager one, as vitest tests: the same losses from the same seed, within 1e-4 relative over
 * the first 10 steps and 1e-3 over 100; the same reconstructions; bit-equal resumption; flat memory.
 */
export function testEngine({ name, engine, recipes, parts, setUp, setUpReference = setUp }: EngineTest): void {
  describe(`${name} (engine conformance)`, () => {
    describe.each(Object.entries(recipes))('%s', (_, recipe) => {
      it('gives the losses of the eager engine over 100 steps', async () => {
        await setUpReference?.();
        const expected = await course(recipe(), eager());
        await setUp?.();
        const found = await course(recipe(), engine());
        expect(found.losses).toHaveLength(100);
        found.losses.forEach((loss, step) => {
          const difference = Math.abs(loss - expected.losses[step]!) / Math.abs(expected.losses[step]!);
          expect(difference, `step ${step}`).toBeLessThanOrEqual(step < 10 ? 1e-4 : 1e-3);
        });
        expect(found.tensors.size, 'tensor counts while training').toBe(1);
      });

      it('reconstructs as the eager engine does, in batches of any size', async () => {
        const reconstructions = async (of: Engine): Promise<number[][]> => {
          const model = createAutoencoder(recipe(), { engine: of });
          const all: number[][] = [];
          for (const size of [1, 2, 5]) {
            const { clean, corrupted = clean } = await firstBatch(randomDataset(model.recipe, { size }), size);
            all.push([...(await model.reconstruct(corrupted)).data]);
          }
          model.dispose();
          return all;
        };
        await setUpReference?.();
        const expected = (await reconstructions(eager())).flat();
        await setUp?.();
        const found = (await reconstructions(engine())).flat();
        expect(found).toHaveLength(expected.length);
        found.forEach((value, i) => { expect(value).toBeCloseTo(expected[i]!, 5); });
      });

      it('goes on bit-equal from what it wrote, in the middle of an epoch', async () => {
        await setUp?.();
        const whole = await trained(recipe(), engine());
        const storage = memoryStorage();
        const stop = new AbortController();
        await trained(recipe(), engine(), {
          signal: stop.signal,
          onProgress: ({ step }) => { if (step === 3) stop.abort(); },
          checkpoint: { to: storage },
        });
        const cut = await load(storage, { parts: [...parts, adam], engine: engine() });
        const resumed = await train(cut.model, randomDataset(recipe(), { size: 8 }), { epochs: 3, resume: cut });
        expect(resumed.slots).toEqual(whole.slots);
        expect(resumed.history.epochs.map(({ train: terms }) => terms)).toEqual(whole.history.epochs.map(({ train: terms }) => terms));
      });
    });
  });
}

async function firstBatch(data: Dataset, batchSize: number): Promise<Batch> {
  for await (const batch of data.batches({ batchSize })) return batch;
  throw new Error('The dataset is empty.');
}

const trained = (recipe: Recipe, engine: Engine, options: TrainOptions = {}): Promise<Run> =>
  train(createAutoencoder(recipe, { seed: 1, engine }), randomDataset(recipe, { size: 8 }), { epochs: 3, batchSize: 4, ...options });

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
