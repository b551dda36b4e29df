import { CheckpointError, toJSON, type Files, type Recipe, type Run } from '@hourglass/core';
import { resolve } from 'node:path';
import { createOptimiser } from './optimisers.js';
import type { Settings } from './settings.js';
import type { TypedNames } from './typed-names.js';

/** @throws CheckpointError always: what the folder holds would be lost */
export function refuseToOverwrite(out: string): never {
  throw new CheckpointError(`${out} holds a trained model already: --resume to continue it, or choose another --out.`);
}

/** The engine that a saved run was trained on; nothing where its files are damaged, which `load` tells. */
export function engineOf(files: Files): string | undefined {
  try {
    return (JSON.parse(new TextDecoder().decode(files['run.json'])) as Run).engine.name;
  } catch {
    return undefined;
  }
}

/**
 * Makes sure that a run goes on with the data that it began with.
 *
 * @param settings where `dataBefore` is lost, any data are taken
 * @throws CheckpointError that names both
 */
export function checkSameData({ dataBefore: before, training: { data, out }, typed }: Settings): void {
  if (before !== undefined && resolve(before) !== resolve(data)) throw anotherRun(out, differencesOf({ data: before }, { data }, typed));
}

/**
 * Makes sure that a run goes on as it began.
 *
 * @throws CheckpointError that names what differs
 */
export function checkSameRun(run: Run, recipe: Recipe, { training: settings, typed }: Settings): void {
  const asked = createOptimiser(settings.optimiser, settings.learningRate);
  const differences = [
    ...differencesOf(flatRecipe(run.model.recipe), flatRecipe(recipe), typed),
    ...differencesOf(
      { seed: run.model.seed, batchSize: run.batchSize, optimiser: run.optimiser.kind, ...flat(toJSON(run.optimiser).options) },
      { seed: settings.seed, batchSize: settings.batchSize, optimiser: asked.kind, ...flat(toJSON(asked).options) },
      typed,
    ),
  ];
  if (differences.length > 0) throw anotherRun(settings.out, differences);
}

const anotherRun = (out: string, differences: readonly string[]): CheckpointError =>
  new CheckpointError(
    `${out} holds another run: ${differences.join('; ')}. ` +
      'Leave these options out to go on with it, or choose another --out.',
  );

/** The options of a recipe and the kind of its scaler, by the names that they are typed by. */
const flatRecipe = (recipe: Recipe): Flat => ({
  ...flat(toJSON(recipe.kind === 'scaled' ? recipe.of! : recipe)),
  scaler: recipe.scaler?.kind ?? 'none',
});

type Flat = Readonly<Record<string, unknown>>;

/** The leaves of a JSON tree by name: `codeSize`, `of.codeSize`, … */
function flat(value: object): Flat {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]): [string, unknown][] => {
      if (typeof item !== 'object' || item === null || Array.isArray(item)) return [[name, item]];
      const inner = Object.entries(flat(item as object));
      return name === 'options' ? inner : inner.map(([below, leaf]) => [`${name}.${below}`, leaf]);
    }),
  );
}

function differencesOf(saved: Flat, asked: Flat, typed: TypedNames): string[] {
  const names = new Set([...Object.keys(saved), ...Object.keys(asked)]);
  return [...names]
    .filter((name) => JSON.stringify(saved[name]) !== JSON.stringify(asked[name]))
    .map((name) => `its ${typed(name) ?? name} is ${describe(saved[name])}, not ${describe(asked[name])}`);
}

const describe = (value: unknown): string => (value === undefined ? 'the default' : JSON.stringify(value));
