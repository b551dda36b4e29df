import { createSeed, fromSamples, sizeOf, type Dataset, type Range, type Recipe, type Shape } from '@hourglass/core';

/** Samples of random values that a recipe can take, a few of them; one-hot where its loss is over classes. */
export function randomDataset(recipe: Recipe, { size = 12, seed = 1 } = {}): Dataset {
  const clean = { data: randomValues([size, ...recipe.outputShape], recipe, seed), shape: [size, ...recipe.outputShape] };
  const info = { range: recipe.range };
  if (`${recipe.inputShape}` === `${recipe.outputShape}`) return fromSamples({ clean }, info);
  const shape = [size, ...recipe.inputShape];
  return fromSamples({ clean, corrupted: { data: randomValues(shape, recipe, seed + 1), shape } }, info);
}

function randomValues(shape: Shape, { loss, range }: Recipe, seed: number): Float32Array {
  const { next } = createSeed(seed).fork('random-dataset').stream();
  const values = new Float32Array(sizeOf(shape));
  if (loss.head === 'softmax') {
    const classes = shape.at(-1)!;
    for (let i = 0; i < values.length; i += classes) values[i + next(classes)] = 1;
    return values;
  }
  const [low, high] = bounded(range);
  return values.map(() => low + ((high - low) * next(1001)) / 1000);
}

const bounded = ([low, high]: Range): Range => [Math.max(low, -1), Math.min(high, 1)];
