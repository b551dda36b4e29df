import type { Batch, BatchesOptions, Dataset } from './dataset.js';
import { InvalidDataError } from './errors.js';
import { extent } from './extent.js';
import { headFor, lossFor } from './loss.js';
import type { Recipe } from './recipe.js';
import type { Scaler } from './scaler.js';
import { sameShape, type NdArray, type Range, type Shape } from './values.js';

/**
 * Refuses a dataset that a recipe cannot learn, before the first batch.
 *
 * @throws InvalidDataError where shapes differ or the data's range is wider than the output head's or the loss's
 */
export function checkDataset(recipe: Recipe, dataset: Dataset): void {
  checkShapes(recipe, dataset);
  const { kind, loss, range } = recipe;
  const found = dataset.info.range;
  if (found[0] < range[0] || found[1] > range[1]) throw outOfRange(kind, range, found);
  if (found[0] < loss.range[0] || found[1] > loss.range[1]) throw outOfRange(`${kind} with ${loss.kind}`, loss.range, found);
}

/**
 * Refuses a dataset whose samples are not of a recipe's shapes.
 *
 * @throws InvalidDataError that names both
 */
export function checkShapes({ kind, inputShape, outputShape }: Recipe, { info }: Dataset): void {
  const describe = (shape: Shape): string => `[${shape.join(', ')}]`;
  if (!sameShape(info.inputShape, inputShape) || !sameShape(info.targetShape, outputShape))
    throw new InvalidDataError(
      `${kind} expects samples of shape ${describe(inputShape)} and rebuilds ${describe(outputShape)}; ` +
        `the dataset holds ${describe(info.inputShape)} and ${describe(info.targetShape)}. ` +
        `Make the recipe with inputShape: ${describe(info.inputShape)}.`,
    );
}

/**
 * The batches of a dataset, each value looked at: of the right shape, finite, and in the range, by default the recipe's.
 */
export async function* checkedBatches(
  recipe: Recipe,
  data: Dataset,
  { range = recipe.range, ...options }: BatchesOptions & { readonly range?: Range },
): AsyncIterable<Batch> {
  const { kind, outputShape, inputShape } = recipe;
  const bounds = { ...recipe, range };
  let number = 0;
  for await (const batch of data.batches(options)) {
    const where = `${kind}, batch ${number++}`;
    const { clean, corrupted, label, condition, mask, index } = batch;
    checkArray(`${where}: clean`, clean, outputShape, bounds);
    if (corrupted) checkArray(`${where}: corrupted`, corrupted, inputShape, bounds);
    if (mask) checkArray(`${where}: mask`, mask, outputShape, { range: [0, 1] });
    for (const [name, array] of Object.entries({ label, condition }))
      if (array) checkArray(`${where}: ${name}`, array, array.shape.slice(1), { range: [-Infinity, Infinity] });
    for (const { shape } of [clean, corrupted, label, condition, mask].filter((array) => array !== undefined))
      if (shape[0] !== index.length)
        throw new InvalidDataError(`${where}: expected ${index.length} samples in each array, received ${shape[0] ?? 0}.`);
    yield batch;
  }
}

type Bounds = Pick<Recipe, 'range' | 'scaler'>;

function checkArray(where: string, { data, shape }: NdArray, expected: Shape, { range, scaler }: Bounds): void {
  if (!sameShape(shape.slice(1), expected))
    throw new InvalidDataError(`${where}: expected [batch, ${expected.join(', ')}], received [${shape.join(', ')}].`);
  const found = extent(data);
  if (found.every(Number.isFinite) && found[0] >= range[0] && found[1] <= range[1]) return;
  const wrong = data.find((value) => !Number.isFinite(value));
  if (wrong !== undefined)
    throw new InvalidDataError(
      `${where} holds ${wrong}; expected finite values. Fill or drop missing values first, ` +
        'or give a mask and any finite value in their place.',
    );
  throw scaler ? outsideFitted(where, scaler, found) : outOfRange(where, range, found);
}

const outsideFitted = (where: string, { kind, range }: Scaler, found: Range): InvalidDataError =>
  new InvalidDataError(
    `${where}: expected values that ${kind} scales to ${range[0]} to ${range[1]}, found ${found[0]} to ${found[1]} once scaled. ` +
      `Fit the scaler to the data that are trained on: await fitScaler(${kind}(), train).`,
  );

function outOfRange(where: string, expected: Range, found: Range): InvalidDataError {
  const loss = lossFor(found);
  return new InvalidDataError(
    `${where}: expected values from ${expected[0]} to ${expected[1]}, found ${found[0]} to ${found[1]}. ` +
      `Scale the data, or choose the range [${found.join(', ')}] for the recipe ` +
      `(which chooses a ${headFor(loss, found)} output and ${loss.kind}).`,
  );
}
