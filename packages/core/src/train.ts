import type { Autoencoder } from './autoencoder.js';
import { adam } from './adam.js';
import { checkDataset, checkedBatches } from './checked-batches.js';
import { save } from './checkpoint.js';
import type { Batch, Dataset } from './dataset.js';
import type { PreparedStep } from './engine.js';
import { DivergedError, InvalidOptionError } from './errors.js';
import { arraysOf } from './evaluate.js';
import type { EpochRecord } from './history.js';
import { checkOptions } from './options.js';
import type { Position, Run } from './run.js';
import { valueAt } from './schedule.js';
import { createSeed } from './seed.js';
import { gradientsOf } from './step.js';
import { trainOptionsSchema, type TrainOptions } from './train-options.js';
import type { NamedArrays } from './values.js';
import { writeVariables } from './variables.js';
import { yieldToHost } from './yield-to-host.js';

const start: Position = { epoch: 0, batch: 0, step: 0, sums: {}, samples: 0, seconds: 0 };

/**
 * Trains a model on a dataset, and leaves what was learned in it.
 *
 * @returns the run: history, and all that is needed to save or resume it
 * @throws InvalidDataError where the data do not fit the recipe
 * @throws DivergedError where the total becomes NaN or infinite; the model keeps its last good weights
 */
export async function train(model: Autoencoder, data: Dataset, options: TrainOptions = {}): Promise<Run> {
  const { resume, epochs, validation, earlyStopping, checkpoint, onProgress, signal, ...given } = checkOptions(
    'train',
    trainOptionsSchema,
    options,
  );
  const { recipe } = model;
  checkDataset(recipe, data);
  if (validation) checkDataset(recipe, validation);
  if (resume) checkResumption(resume, model, options);
  const optimiser = resume?.optimiser ?? given.optimiser ?? adam();
  const batchSize = resume?.batchSize ?? given.batchSize ?? 128;
  const shuffle = resume?.shuffle ?? given.shuffle ?? true;
  const engine = given.engine ?? model.engine;
  const batches = data.info.size === undefined ? undefined : Math.ceil(data.info.size / batchSize);
  const seed = createSeed(model.seed);

  let position = resume?.position ?? start;
  let best = resume?.best;
  let stopped: Run['stopped'] = 'completed';
  const before = resume?.history.epochs ?? [];
  const records: EpochRecord[] = [...before];

  if (!resume) await recipe.initialise?.(model, await firstBatch(data, batchSize));
  const step = await engine.prepareStep({
    compute: gradientsOf(model, model.parameters),
    optimiser,
    constrain: recipe.constrain ?? {},
    parameters: model.parameters,
    state: model.state,
    seed: seed.fork('step'),
  });
  if (resume) await step.write(resume.slots);

  /** The run as it stands; brings the engine's values back into the model. */
  const snapshot = async (): Promise<Run & { readonly weights: NamedArrays }> => {
    const { weights, slots } = separate(await step.read());
    writeVariables({ ...model.parameters, ...model.state }, weights);
    const history = { reduction: recipe.loss.reduction, epochs: [...records] };
    const choices = step.choices ?? {};
    return {
      ...{ model, history, stopped, position, optimiser, batchSize, shuffle, slots, weights },
      ...(best && { best }),
      engine: { name: engine.name, choices },
    };
  };
  const breathe = yieldToHost(30);
  let lastGood = await snapshot();

  try {
    while (position.epoch < epochs && stopped === 'completed' && resume?.stopped !== 'early-stopping') {
      const epoch = position.epoch + 1;
      const started = performance.now() - position.seconds * 1000;
      const elapsed = (): number => (performance.now() - started) / 1000;
      const order = shuffle ? seed.fork('shuffle').fork(epoch) : undefined;
      const source = records.length === before.length ? checkedBatches : uncheckedBatches;

      let number = 0;
      for await (const batch of source(recipe, data, { batchSize, shuffle: order })) {
        if (number++ < position.batch) continue; // done before the interruption
        const terms = await step.run(arraysOf(batch), position.step);
        if (!Number.isFinite(terms['total'])) throw await diverged(step, model, position.step, lastGood);
        await recipe.between?.(position.step, step);
        position = advance(position, terms, batch.index.length, elapsed());
        const means = meansOf(position);
        onProgress?.({ epoch, epochs, batch: position.batch, ...(batches && { batches }), step: position.step, terms: means });
        await breathe();
        if (signal?.aborted) break;
        if (checkpoint?.everySteps && position.step % checkpoint.everySteps === 0) await save(await snapshot(), checkpoint.to);
      }
      if (signal?.aborted) {
        stopped = 'aborted';
        break;
      }

      lastGood = await snapshot(); // validation sees the engine's weights
      const val = validation && (await model.evaluate(validation, { batchSize: Math.max(256, batchSize) }));
      const terms = meansOf(position);
      const learningRate = valueAt(optimiser.learningRate, position.step);
      const record = { epoch, step: position.step, seconds: elapsed(), learningRate, train: terms, ...(val && { val }) };
      records.push(record);
      const { batch } = position;
      position = { ...start, epoch, step: position.step };

      if (earlyStopping) {
        const value = (val ?? terms)['total']!;
        if (!best || value < best.value - earlyStopping.minDelta) best = { epoch, value, weights: lastGood.weights };
        else if (epoch - best.epoch >= earlyStopping.patience) stopped = 'early-stopping';
      }
      if (best && (stopped === 'early-stopping' || epoch === epochs)) await step.write(best.weights);
      if (checkpoint) await save(await snapshot(), checkpoint.to);
      onProgress?.({ epoch, epochs, batch, ...(batches && { batches }), step: position.step, terms, record });
    }
    const { weights: _, ...run } = await snapshot();
    if (checkpoint && stopped === 'aborted') await save(run, checkpoint.to);
    return run;
  } finally {
    await step.dispose();
  }
}

async function firstBatch(data: Dataset, batchSize: number): Promise<Batch> {
  for await (const batch of data.batches({ batchSize })) return batch;
  throw new InvalidOptionError('data', 'train: expected at least one sample, received none.');
}

const uncheckedBatches: typeof checkedBatches = (_, data, options) => data.batches(options);

function separate(values: NamedArrays): { weights: NamedArrays; slots: NamedArrays } {
  const entries = Object.entries(values);
  const isSlot = ([name]: [string, unknown]): boolean => name.startsWith('optimiser/');
  return {
    weights: Object.fromEntries(entries.filter((entry) => !isSlot(entry))),
    slots: Object.fromEntries(entries.filter(isSlot)),
  };
}

function advance(position: Position, terms: Record<string, number>, count: number, seconds: number): Position {
  const sums = Object.entries(terms).map(([name, value]) => [name, (position.sums[name] ?? 0) + count * value]);
  return {
    epoch: position.epoch,
    batch: position.batch + 1,
    step: position.step + 1,
    sums: Object.fromEntries(sums) as Record<string, number>,
    samples: position.samples + count,
    seconds,
  };
}

const meansOf = ({ sums, samples }: Position): Record<string, number> =>
  Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / samples]));

function checkResumption(run: Run, model: Autoencoder, { batchSize, shuffle }: TrainOptions): void {
  const refuse = (option: string, expected: unknown, received: unknown): never => {
    throw new InvalidOptionError(
      option,
      `train: ${option}: the run to resume has ${String(expected)}, received ${String(received)}. ` +
        'Leave the option out to go on, or start a new run.',
    );
  };
  if (run.model !== model) refuse('resume', 'a model of its own', 'another model; pass resume.model as the model');
  if (batchSize !== undefined && batchSize !== run.batchSize) refuse('batchSize', run.batchSize, batchSize);
  if (shuffle !== undefined && shuffle !== run.shuffle) refuse('shuffle', run.shuffle, shuffle);
}

/** Leaves the last finite weights in the model: those of this step, or, where an update spoiled them, of the last epoch. */
async function diverged(
  step: PreparedStep,
  model: Autoencoder,
  number: number,
  { weights: lastGood, ...run }: Run & { readonly weights: NamedArrays },
): Promise<DivergedError> {
  const { weights } = separate(await step.read());
  const finite = Object.values(weights).every(({ data }) => data.every(Number.isFinite));
  await step.write(finite ? weights : { ...lastGood, ...run.slots });
  writeVariables({ ...model.parameters, ...model.state }, finite ? weights : lastGood);
  return new DivergedError(
    number,
    run,
    `Training diverged: the total became NaN or infinite at step ${number}. The model keeps the weights from ` +
      `${finite ? 'before that step' : `the end of epoch ${run.position.epoch}`}. ` +
      'Lower the learning rate, clip gradients (clipNorm: 1), or scale the data.',
  );
}

