import * as v from 'valibot';
import { createAutoencoder } from './autoencoder.js';
import { crc32 } from './crc32.js';
import type { Engine } from './engine.js';
import { CheckpointError } from './errors.js';
import type { History } from './history.js';
import type { Optimiser } from './optimiser.js';
import { fromJSON, toJSON, type Part, type PartFactory, type PartJson } from './part.js';
import type { Recipe } from './recipe.js';
import type { Run } from './run.js';
import { readSafetensors, writeSafetensors } from './safetensors.js';
import type { Storage } from './storage.js';
import type { NamedArrays } from './values.js';
import { checkNames, readTensors, writeVariables } from './variables.js';

/**
 * Writes a run, whole or not at all: `weights.safetensors` (parameters and states), `training.safetensors` (optimiser,
 * best weights) and `run.json` (recipe, position, history).
 */
export async function save(run: Run, storage: Storage): Promise<void> {
  const { model, best, last, slots, optimiser, ...rest } = run;
  const files = {
    'weights.safetensors': writeSafetensors(await readTensors({ ...model.parameters, ...model.state })),
    'training.safetensors': writeSafetensors({ ...slots, ...prefixed('best/', best?.weights), ...prefixed('last/', last) }),
  };
  const json: RunJson = {
    format: 'hourglass-run',
    version: 1,
    recipe: toJSON(model.recipe),
    seed: model.seed,
    optimiser: toJSON(optimiser),
    ...(best && { best: { epoch: best.epoch, value: best.value } }),
    ...rest,
    checksums: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, crc32(bytes)])),
  };
  await storage.commit({
    ...files,
    'run.json': new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`),
  });
}

const prefixed = (prefix: string, arrays: NamedArrays = {}): NamedArrays =>
  Object.fromEntries(Object.entries(arrays).map(([name, array]) => [prefix + name, array]));

const unprefixed = (prefix: string, arrays: NamedArrays): NamedArrays =>
  Object.fromEntries(
    Object.entries(arrays)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, array]) => [name.slice(prefix.length), array]),
  );

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
  const arrays = (name: string): NamedArrays => {
    const bytes = file(name);
    if (crc32(bytes) !== json.checksums[name])
      throw new CheckpointError(
        `${storage.name}: ${name} is damaged, or of another run: its checksum is not the one in run.json. ` +
          'Bring it back from a copy, or train anew.',
      );
    return readSafetensors(bytes).arrays;
  };
  const weights = arrays('weights.safetensors');
  const training = arrays('training.safetensors');

  const recipe = partOf<Recipe>('recipe', fromJSON(json.recipe, parts), 'encoder');
  const optimiser = partOf<Optimiser>('optimiser', fromJSON(json.optimiser, parts), 'update');
  const model = createAutoencoder(recipe, { seed: json.seed, ...(engine && { engine }) });
  const best = unprefixed('best/', training);
  const last = unprefixed('last/', training);
  try {
    const variables = { ...model.parameters, ...model.state };
    checkNames(recipe.kind, variables, weights);
    if (json.best) checkNames(`the best ${recipe.kind}`, variables, best);
    if (Object.keys(last).length > 0) checkNames(`the last ${recipe.kind}`, variables, last);
    writeVariables(variables, weights);
  } catch (cause) {
    model.dispose();
    if (!CheckpointError.isInstance(cause)) throw cause;
    throw new CheckpointError(`${storage.name}: ${cause.message}`, { cause });
  }
  const { position, history, stopped, batchSize, shuffle } = json;
  return {
    ...{ model, history, stopped, position, optimiser, batchSize, shuffle, engine: json.engine },
    slots: prefixed('optimiser/', unprefixed('optimiser/', training)),
    ...(json.best && { best: { ...json.best, weights: best } }),
    ...(Object.keys(last).length > 0 && { last }),
  };
}

/** @throws CheckpointError where the file has a part of another family in this place */
function partOf<Family extends Part>(family: string, part: Part, member: keyof Family & string): Family {
  if (typeof (part as Family)[member] === 'function') return part as Family;
  throw new CheckpointError(`The saved ${family} is of kind "${part.kind}", which is no ${family}.`);
}

interface RunJson extends Pick<Run, 'stopped' | 'position' | 'batchSize' | 'shuffle' | 'engine'> {
  readonly format: 'hourglass-run';
  readonly version: 1;
  readonly recipe: PartJson;
  readonly seed: number;
  readonly optimiser: PartJson;
  readonly history: History;
  readonly best?: { readonly epoch: number; readonly value: number };
  /** CRC-32 of each file of arrays. */
  readonly checksums: Readonly<Record<string, number>>;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const numbers = v.record(v.string(), v.number());
const part = v.custom<PartJson>((value) => typeof value === 'object' && value !== null, 'Expected a part'); // fromJSON looks inside

const runSchema = v.object({
  format: v.literal('hourglass-run'),
  version: v.literal(1),
  recipe: part,
  seed: v.number(),
  optimiser: part,
  stopped: v.picklist(['completed', 'early-stopping', 'aborted', 'running']),
  position: v.object({ epoch: count, batch: count, step: count, sums: numbers, weight: v.number(), seconds: v.number() }),
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
  checksums: numbers,
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
