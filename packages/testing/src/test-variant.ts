import {
  adam,
  createAutoencoder,
  fromJSON,
  InvalidOptionError,
  load,
  save,
  sizeOf,
  toJSON,
  train,
  valueAt,
  type Autoencoder,
  type NdArray,
  type PartFactory,
  type Recipe,
  type Scheduled,
  type Terms,
} from '@hourglass/core';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectNoLeaks } from './expect-no-leaks.js';
import { memoryStorage } from './memory-storage.js';
import { randomDataset } from './random-dataset.js';

export interface VariantTest {
  /** The heading of the tests. */
  readonly name: string;
  /** Makes the recipe, small: a few dozen numbers a sample. */
  readonly recipe: () => Recipe;
  /** The factories that it is made of, as `load` needs them. */
  readonly parts: readonly PartFactory[];
  /** Makes a recipe with a bad option, and the option's name. */
  readonly invalid?: { readonly option: string; readonly make: () => Recipe };
  /** Whether the seed decides the first weights. Default true; false for networks that come with weights. */
  readonly seeded?: boolean;
  /** Called before the tests, to choose a backend. */
  readonly setUp?: () => Promise<unknown>;
}

/**
 * What every variant must do, as vitest tests: shapes, seeds, training, inference, persistence, memory.
 */
export function testVariant({ name, recipe, parts, invalid, seeded = true, setUp }: VariantTest): void {
  describe(`${name} (conformance)`, () => {
    beforeAll(async () => {
      await setUp?.();
    });

    it('keeps the shapes that its recipe promises, for one sample and for three', () =>
      withModel(recipe(), async (model) => {
        const { inputShape, codeShape, outputShape } = model.recipe;
        for (const count of [1, 3]) {
          const input = sample(model, count);
          expect((await model.encode(input)).shape).toEqual([count, ...codeShape]);
          expect((await model.reconstruct(input)).shape).toEqual([count, ...outputShape]);
          expect(input.shape).toEqual([count, ...inputShape]);
        }
      }));

    it('decodes its own code to its reconstruction', () =>
      withModel(recipe(), async (model) => {
        const input = sample(model, 3);
        const apart = await model.decode(await model.encode(input));
        expect(apart.data).toEqual((await model.reconstruct(input)).data);
      }));

    it('allocates nothing before createAutoencoder, and leaves nothing after dispose', () =>
      expectNoLeaks(async () => {
        const before = memory().numTensors;
        const made = recipe();
        expect(memory().numTensors).toBe(before);
        const model = createAutoencoder(made);
        await train(model, randomDataset(made), { epochs: 1, batchSize: 4 });
        await model.reconstruct(sample(model, 2));
        model.dispose();
      }));

    it('holds as many tensors after ten steps as after two', () =>
      withModel(recipe(), async (model) => {
        const counts: number[] = [];
        const onProgress = (): void => void counts.push(memory().numTensors);
        await train(model, randomDataset(model.recipe, { size: 40 }), { epochs: 1, batchSize: 4, onProgress });
        expect(new Set(counts.slice(1, 10)).size).toBe(1);
      }));

    it('starts and trains alike from the same seed', async () => {
      expect(await firstLosses(recipe(), 1)).toEqual(await firstLosses(recipe(), 1));
    });

    if (seeded)
      it('starts otherwise from another seed', async () => {
        expect(await firstLosses(recipe(), 1)).not.toEqual(await firstLosses(recipe(), 2));
      });

    it('moves every trainable weight in a few steps', () =>
      withModel(recipe(), async (model) => {
        const before = await weightsOf(model);
        await train(model, randomDataset(model.recipe, { size: 24 }), { epochs: 2, batchSize: 8 });
        const after = await weightsOf(model);
        for (const parameter of Object.keys(model.parameters))
          expect(after[parameter], `${parameter} after training`).not.toEqual(before[parameter]);
      }));

    it('learns a few samples by heart', () =>
      withModel(recipe(), async (model) => {
        const data = randomDataset(model.recipe, { size: 4 });
        const before = await model.evaluate(data);
        await train(model, data, { epochs: 150, batchSize: 4, optimiser: adam({ learningRate: 1e-2 }) });
        expect((await model.evaluate(data)).mse).toBeLessThan(0.8 * before.mse);
      }));

    it('reports a total that is the reconstruction and the weighted terms', async () => {
      const { watched, weights } = watchWeights(recipe());
      await withModel(watched, async (model) => {
        const { total, reconstruction, ...terms } = await firstTerms(model);
        expect(Object.keys(weights)).toEqual(Object.keys(terms));
        const expected = Object.entries(terms).reduce((sum, [name, value]) => sum + valueAt(weights[name]!, 0) * value, reconstruction!);
        expect(Math.abs(total! - expected)).toBeLessThanOrEqual(1e-5 * Math.abs(expected));
      });
    });

    it('moves no weight when it reconstructs', () =>
      withModel(recipe(), async (model) => {
        const before = await weightsOf(model);
        await model.reconstruct(sample(model, 3));
        expect(await weightsOf(model)).toEqual(before);
      }));

    it('corrupts nothing when it reconstructs', async () => {
      const { corruption: _, ...plain } = recipe();
      await withModel(plain, (expected) =>
        withModel(recipe(), async (model) => {
          const input = sample(model, 3);
          expect((await model.reconstruct(input)).data).toEqual((await expected.reconstruct(input)).data);
        }),
      );
    });

    it('comes back from a file as it was', () =>
      withModel(recipe(), async (model) => {
        const run = await train(model, randomDataset(model.recipe), { epochs: 1, batchSize: 4 });
        const storage = memoryStorage();
        await save(run, storage);
        const loaded = await load(storage, { parts: [...parts, adam] });
        const input = sample(model, 3);
        expect((await loaded.model.reconstruct(input)).data).toEqual((await model.reconstruct(input)).data);
        loaded.model.dispose();
      }));

    it('survives the way to JSON and back', () => {
      const json = toJSON(recipe());
      expect(JSON.parse(JSON.stringify(json))).toEqual(json);
      expect(toJSON(fromJSON(json, parts))).toEqual(json);
    });

    if (invalid)
      it(`refuses a bad ${invalid.option} by name`, () => {
        expect(invalid.make).toThrow(InvalidOptionError);
        expect(invalid.make).toThrow(invalid.option);
      });
  });
}

/** The recipe, and the weights of its terms by their names in the history, once it has been through a step. */
function watchWeights(recipe: Recipe): { watched: Recipe; weights: Record<string, Scheduled> } {
  const weights: Record<string, Scheduled> = {};
  const note = (part: string, terms: Terms = {}): Terms => {
    for (const [name, { weight }] of Object.entries(terms)) weights[`${part}/${name}`] = weight;
    return terms;
  };
  const { bottleneck, penalties = [] } = recipe;
  const kinds = [...(bottleneck ? [bottleneck.kind] : []), ...penalties.map(({ kind }) => kind)];
  if (new Set(kinds).size < kinds.length) throw new Error('Test one part of each kind: their terms are told apart by kind.');
  const watched: Recipe = {
    ...recipe,
    ...(bottleneck && {
      bottleneck: {
        ...bottleneck,
        create: (seed) => {
          const instance = bottleneck.create(seed);
          const apply: typeof instance.apply = (encoded, context) => {
            const made = instance.apply(encoded, context);
            note(bottleneck.kind, made.terms);
            return made;
          };
          return { ...instance, apply };
        },
      },
    }),
    penalties: penalties.map((penalty) => ({
      ...penalty,
      create: (seed) => {
        const instance = penalty.create(seed);
        return { ...instance, apply: (input, context) => note(penalty.kind, instance.apply(input, context)) };
      },
    })),
  };
  return { watched, weights };
}

async function withModel(recipe: Recipe, use: (model: Autoencoder) => Promise<void>): Promise<void> {
  const model = createAutoencoder(recipe, { seed: 1 });
  try {
    await use(model);
  } finally {
    model.dispose();
  }
}

function sample({ recipe }: Autoencoder, count: number): NdArray {
  const [low, high] = [Math.max(recipe.range[0], -1), Math.min(recipe.range[1], 1)];
  const data = Float32Array.from({ length: count * sizeOf(recipe.inputShape) }, (_, i) => low + ((high - low) * ((i * 7) % 11)) / 11);
  return { data, shape: [count, ...recipe.inputShape] };
}

async function weightsOf({ parameters, state }: Autoencoder): Promise<Record<string, unknown>> {
  const entries = Object.entries({ ...parameters, ...state }).map(async ([name, variable]) => [name, await variable.array()]);
  return Object.fromEntries(await Promise.all(entries)) as Record<string, unknown>;
}

async function firstTerms(model: Autoencoder): Promise<Readonly<Record<string, number>>> {
  const { history } = await train(model, randomDataset(model.recipe), { epochs: 1, batchSize: 12 });
  return history.epochs[0]!.train;
}

async function firstLosses(recipe: Recipe, seed: number): Promise<number[]> {
  const model = createAutoencoder(recipe, { seed });
  const { history } = await train(model, randomDataset(recipe), { epochs: 3, batchSize: 4 });
  model.dispose();
  return history.epochs.map(({ train: terms }) => terms['total']!);
}
