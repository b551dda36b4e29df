import * as v from 'valibot';
import { createAutoencoder, type Autoencoder } from './autoencoder.js';
import type { Engine } from './engine.js';
import { CheckpointError } from './errors.js';
import type { History } from './history.js';
import type { Optimiser } from './optimiser.js';
import { fromJSON, toJSON, type PartFactory, type PartJson } from './part.js';
import type { Recipe } from './recipe.js';
import type { Run } from './run.js';
import { readSafetensors, writeSafetensors } from './safetensors.js';
import type { Storage } from './storage.js';
import type { NamedArrays } from './values.js';
import { readTensors, writeVariables } from './variables.js';

/**
 * Writes a run, whole or not at all: `weights.safetensors` (parameters and states), `training.safetensors` (optimiser,
 * best weights) and `run.json` (recipe, position, history).
 */
export async function save(run: Run, storage: Storage): Promise<void> {
  const { model, best, slots, optimiser, ...rest } = run;
  const bestWeights = Object.entries(best?.weights ?? {}).map(([name, array]) => [`best/${name}`, array] as const);
  const json: RunJson = {
    format: 'hourglass-run',
    version: 1,
    recipe: toJSON(model.recipe),
    seed: model.seed,
    optimiser: toJSON(optimiser),
    ...(best && { best: { epoch: best.epoch, value: best.value } }),
    ...rest,
  };
  await storage.commit({
    'weights.safetensors': writeSafetensors(await readTensors({ ...model.parameters, ...model.state })),
    'training.safetensors': writeSafetensors({ ...slots, ...Object.fromEntries(bestWeights) }),
    'run.json': new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`),
  });
}

export interface LoadOptions {
  /** The factories of everything that the run is made of: `[undercomplete, adam, …]`. Nothing else is ever called. */
  readonly parts: readonly PartFactory[];
  /** What runs the model. Default: TensorFlow.js's current backend. */
  readonly engine?: Engine;
}

/**
 * Brings back a run that was saved: its model works as it did, and `train(run.model, data, { resume: run })` goes on.
 *
 * @throws CheckpointError where there is none, or its files are damaged or do not belong together
 * @throws UnknownPartError where it is made of a part that was not passed
 */
export async function load(storage: Storage, { parts, engine }: LoadOptions): Promise<Run> {
  const files = await storage.read();
  if (!files) throw new CheckpointError(`${storage.name} holds no saved run. Train one there first, or give another place.`);
  const file = (name: string): Uint8Array => {
    const bytes = files[name];
    if (!bytes) throw new CheckpointError(`${storage.name}: ${name} is missing from the saved run.`);
    return bytes;
  };
  const json = parseRun(storage.name, file('run.json'));
  const weights = readSafetensors(file('weights.safetensors')).arrays;
  const training = readSafetensors(file('training.safetensors')).arrays;

  const recipe = fromJSON(json.recipe, parts) as Recipe;
  const optimiser = fromJSON(json.optimiser, parts) as Optimiser;
  const model = createAutoencoder(recipe, { seed: json.seed, ...(engine && { engine }) });
  try {
    writeWeights(model, weights, storage.name);
  } catch (error) {
    model.dispose();
    throw error;
  }
  const { position, history, stopped, batchSize, shuffle } = json;
  const slots = Object.entries(training).filter(([name]) => name.startsWith('optimiser/'));
  const best = Object.entries(training)
    .filter(([name]) => name.startsWith('best/'))
    .map(([name, array]) => [name.slice('best/'.length), array] as const);
  return {
    ...{ model, history, stopped, position, optimiser, batchSize, shuffle, engine: json.engine },
    slots: Object.fromEntries(slots),
    ...(json.best && { best: { ...json.best, weights: Object.fromEntries(best) } }),
  };
}

function writeWeights({ recipe, parameters, state }: Autoencoder, weights: NamedArrays, place: string): void {
  const variables = { ...parameters, ...state };
  const missing = Object.keys(variables).filter((name) => !(name in weights));
  const strange = Object.keys(weights).filter((name) => !(name in variables));
  if (missing.length || strange.length)
    throw new CheckpointError(
      `${place}: the weights are not those of ${recipe.kind}: ` +
        `missing ${missing.join(', ') || 'none'}; unexpected ${strange.join(', ') || 'none'}.`,
    );
  writeVariables(variables, weights);
}

interface RunJson extends Pick<Run, 'stopped' | 'position' | 'batchSize' | 'shuffle' | 'engine'> {
  readonly format: 'hourglass-run';
  readonly version: 1;
  readonly recipe: PartJson;
  readonly seed: number;
  readonly optimiser: PartJson;
  readonly history: History;
  readonly best?: { readonly epoch: number; readonly value: number };
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const numbers = v.record(v.string(), v.number());
const part: v.GenericSchema<PartJson> = v.strictObject({
  kind: v.string(),
  options: v.custom<PartJson['options']>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
  of: v.optional(v.lazy(() => part)),
}) as v.GenericSchema<PartJson>;

const runSchema = v.object({
  format: v.literal('hourglass-run'),
  version: v.literal(1),
  recipe: part,
  seed: v.number(),
  optimiser: part,
  stopped: v.picklist(['completed', 'early-stopping', 'aborted']),
  position: v.object({ epoch: count, batch: count, step: count, sums: numbers, samples: count, seconds: v.number() }),
  batchSize: v.pipe(count, v.minValue(1)),
  shuffle: v.boolean(),
  engine: v.object({ name: v.string(), choices: v.record(v.string(), v.union([v.string(), v.number()])) }),
  history: v.object({
    reduction: v.picklist(['mean', 'sum-per-sample']),
    epochs: v.array(
      v.object({
        epoch: count,
        step: count,
        seconds: v.number(),
        learningRate: v.number(),
        train: numbers,
        val: v.optional(numbers),
      }),
    ),
  }),
  best: v.optional(v.object({ epoch: count, value: v.number() })),
});

function parseRun(place: string, bytes: Uint8Array): RunJson {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new CheckpointError(`${place}: run.json is not JSON: ${(cause as Error).message}`, { cause });
  }
  const result = v.safeParse(runSchema, json);
  if (result.success) return result.output as unknown as RunJson;
  const [issue] = result.issues;
  throw new CheckpointError(`${place}: run.json: ${v.getDotPath(issue) ?? 'file'}: ${issue.message}.`);
}
