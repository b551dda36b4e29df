import { adam } from './adam.js';
import type { Autoencoder } from './autoencoder.js';
import { checkDataset, checkedBatches } from './checked-batches.js';
import { save } from './checkpoint.js';
import type { Batch, Dataset } from './dataset.js';
import type { PreparedStep } from './engine.js';
import { DivergedError, InvalidDataError, InvalidOptionError } from './errors.js';
import { arraysOf } from './evaluate.js';
import { checkOptions } from './options.js';
import { advance, meansOf, startOf } from './position.js';
import type { Run } from './run.js';
import { valueAt } from './schedule.js';
import { createSeed } from './seed.js';
import { gradientsOf } from './step.js';
import { trainOptionsSchema, type TrainOptions } from './train-options.js';
import type { NamedArrays } from './values.js';
import { writeVariables } from './variables.js';
import { yieldToHost } from './yield-to-host.js';

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
  const batches = data.info.size === undefined ? {} : { batches: Math.ceil(data.info.size / batchSize) };
  const seed = createSeed(model.seed);

  if (!resume) await recipe.initialise?.(model, await firstBatch(data, batchSize));
  const step = await engine.prepareStep({
    compute: gradientsOf(model, model.parameters),
    optimiser,
    constrain: recipe.constrain ?? {},
    parameters: model.parameters,
    state: model.state,
    seed: seed.fork('step'),
  });

  let position = resume?.position ?? startOf(0, 0);
  let best = resume?.best;
  let stopped: Run['stopped'] = resume?.stopped === 'early-stopping' ? 'early-stopping' : 'completed';
  const records = [...(resume?.history.epochs ?? [])];

  /** The run as it stands, its weights brought back from the engine into the model. */
  const snapshot = async (): Promise<Snapshot> => {
    const { weights, slots } = separate(await step.read());
    writeVariables({ ...model.parameters, ...model.state }, weights);
    const history = { reduction: recipe.loss.reduction, epochs: [...records] };
    const run = { model, history, stopped, position, optimiser, batchSize, shuffle, slots, ...(best && { best }) };
    return { run: { ...run, engine: { name: engine.name, choices: step.choices ?? {} } }, weights };
  };

  try {
    if (resume) await step.write(resume.slots);
    let lastGood = await snapshot();
    let batchesOf = checkedBatches; // values are looked at on the first pass
    const breathe = yieldToHost(30);

    while (position.epoch < epochs && stopped === 'completed') {
      const epoch = position.epoch + 1;
      const started = performance.now() - position.seconds * 1000;
      const elapsed = (): number => (performance.now() - started) / 1000;
      const order = shuffle ? seed.fork('shuffle').fork(epoch) : undefined;

      let skip = position.batch; // done before the interruption
      for await (const batch of batchesOf(recipe, data, { batchSize, shuffle: order })) {
        if (skip-- > 0) continue;
        const terms = await step.run(arraysOf(batch), position.step); // waits for the engine
        if (!Number.isFinite(terms['total'])) throw await diverged(step, position.step, lastGood);
        await recipe.between?.(position.step, step);
        position = advance(position, terms, batch.index.length, elapsed());
        onProgress?.({ epoch, epochs, batch: position.batch, ...batches, step: position.step, terms: meansOf(position) });
        await breathe();
        if (signal?.aborted) break;
        if (checkpoint?.everySteps && position.step % checkpoint.everySteps === 0)
          await save((await snapshot()).run, checkpoint.to);
      }
      if (signal?.aborted) {
        stopped = 'aborted';
        break;
      }
      batchesOf = (_, source, wanted) => source.batches(wanted);

      lastGood = await snapshot(); // validation sees the engine's weights
      const val = validation && (await model.evaluate(validation, { batchSize: Math.max(256, batchSize) }));
      const terms = meansOf(position);
      const learningRate = valueAt(optimiser.learningRate, position.step);
      records.push({ epoch, step: position.step, seconds: elapsed(), learningRate, train: terms, ...(val && { val }) });
      const { batch } = position;
      position = startOf(epoch, position.step);

      if (earlyStopping) {
        const value = (val ?? terms)['total']!;
        if (!best || value < best.value - earlyStopping.minDelta) best = { epoch, value, weights: lastGood.weights };
        else if (epoch - best.epoch >= earlyStopping.patience) stopped = 'early-stopping';
        if (stopped === 'early-stopping' || epoch === epochs) await step.write(best.weights);
      }
      if (checkpoint) await save((await snapshot()).run, checkpoint.to);
      onProgress?.({ epoch, epochs, batch, ...batches, step: position.step, terms, record: records.at(-1)! });
    }
    const { run } = await snapshot();
    if (checkpoint && stopped === 'aborted') await save(run, checkpoint.to);
    return run;
  } finally {
    await step.dispose();
  }
}

interface Snapshot {
  readonly run: Run;
  readonly weights: NamedArrays;
}

async function firstBatch(data: Dataset, batchSize: number): Promise<Batch> {
  for await (const batch of data.batches({ batchSize })) return batch;
  throw new InvalidDataError('train: expected at least one sample, received none.');
}

/** Parameters and states apart from the optimiser's slots. */
function separate(values: NamedArrays): { weights: NamedArrays; slots: NamedArrays } {
  const entries = Object.entries(values);
  const isSlot = ([name]: [string, unknown]): boolean => name.startsWith('optimiser/');
  return {
    weights: Object.fromEntries(entries.filter((entry) => !isSlot(entry))),
    slots: Object.fromEntries(entries.filter(isSlot)),
  };
}

function checkResumption(run: Run, model: Autoencoder, { batchSize, shuffle }: TrainOptions): void {
  const refuse = (option: string, expected: unknown, received: unknown): never => {
    throw new InvalidOptionError(
      option,
      `train: ${option}: the run to resume has ${String(expected)}, received ${String(received)}. ` +
        'Leave the option out to go on, or start a new run.',
    );
  };
  if (run.model !== model) refuse('resume', 'a model of its own', 'another; pass resume.model as the model');
  if (batchSize !== undefined && batchSize !== run.batchSize) refuse('batchSize', run.batchSize, batchSize);
  if (shuffle !== undefined && shuffle !== run.shuffle) refuse('shuffle', run.shuffle, shuffle);
}

/** Leaves finite weights behind: those before this step or, where its update spoiled them, the last snapshot's. */
async function diverged(prepared: PreparedStep, step: number, { run, weights: lastGood }: Snapshot): Promise<DivergedError> {
  const { model, position } = run;
  const { weights } = separate(await prepared.read());
  const finite = Object.values(weights).every(({ data }) => data.every(Number.isFinite));
  await prepared.write(finite ? weights : lastGood);
  writeVariables({ ...model.parameters, ...model.state }, finite ? weights : lastGood);
  return new DivergedError(
    step,
    run,
    `Training diverged: the total became NaN or infinite at step ${step}. The model keeps the weights from ` +
      `${finite ? 'before that step' : `the end of epoch ${position.epoch}`}. ` +
      'Lower the learning rate, clip gradients (clipNorm: 1), or scale the data.',
  );
}
