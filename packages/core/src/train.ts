import { adam } from './adam.js';
import type { Autoencoder } from './autoencoder.js';
import { batchWeight } from './batch-weight.js';
import { checkDataset, checkedBatches, checkShapes } from './checked-batches.js';
import { save } from './checkpoint.js';
import type { Batch, Dataset } from './dataset.js';
import type { PreparedStep } from './engine.js';
import { DivergedError, InvalidDataError, InvalidOptionError } from './errors.js';
import { arraysOf } from './evaluate.js';
import { allFinite } from './extent.js';
import { checkOptions } from './options.js';
import { advance, meansOf, startOf } from './position.js';
import type { Recipe } from './recipe.js';
import type { Run } from './run.js';
import { scaledFor } from './scaled.js';
import { valueAt } from './schedule.js';
import { createSeed } from './seed.js';
import { gradientsOf } from './step.js';
import { trainOptionsSchema, type TrainOptions } from './train-options.js';
import type { NamedArrays } from './values.js';
import { checkNames, writeVariables } from './variables.js';
import { yieldToHost } from './yield-to-host.js';

/**
 * Trains a model on a dataset, and leaves what was learned in it.
 *
 * @returns the run: history, and all that is needed to save or resume it
 * @throws InvalidDataError where the data do not fit the recipe
 * @throws DivergedError where the total becomes NaN or infinite; the model keeps its last good weights
 */
export async function train(model: Autoencoder, dataset: Dataset, options: TrainOptions = {}): Promise<Run> {
  const { resume, epochs, validation, earlyStopping, checkpoint, onProgress, signal, ...given } = checkOptions(
    'train',
    trainOptionsSchema,
    options,
  );
  const { recipe } = model;
  const data = scaledFor(recipe, dataset);
  checkDataset(recipe, data);
  if (validation) checkShapes(recipe, validation);
  if (resume) checkResumption(resume, model, options);
  const optimiser = resume?.optimiser ?? given.optimiser ?? adam();
  const batchSize = resume?.batchSize ?? given.batchSize ?? 128;
  const shuffle = resume?.shuffle ?? given.shuffle ?? true;
  const engine = given.engine ?? model.engine;
  const batches = data.info.size === undefined ? {} : { batches: Math.ceil(data.info.size / batchSize) };
  const seed = createSeed(model.seed);

  if (!resume) await recipe.initialise?.(model, await firstBatch(recipe, data, batchSize));
  const step = await engine.prepareStep({
    compute: gradientsOf(model, model.parameters),
    optimiser,
    constrain: recipe.constrain ?? {},
    parameters: model.parameters,
    state: model.state,
    seed: seed.fork('step'),
    ...(resume?.engine.name === engine.name && { choices: resume.engine.choices }),
  });

  let position = resume?.position ?? startOf(0, 0);
  let best = resume?.best;
  let stopped: Run['stopped'] = resume?.stopped === 'early-stopping' ? 'early-stopping' : 'running';
  const records = [...(resume?.history.epochs ?? [])];

  /** The run as it stands, its weights brought back from the engine into the model. */
  const current = async (): Promise<Standing> => {
    const { weights, slots } = separate(await step.read());
    writeVariables({ ...model.parameters, ...model.state }, weights);
    const history = { reduction: recipe.loss.reduction, epochs: [...records] };
    const run = { model, history, stopped, position, optimiser, batchSize, shuffle, slots, ...(best && { best }) };
    return { run: { ...run, engine: { name: engine.name, choices: step.choices ?? {} } }, weights };
  };

  try {
    if (resume) {
      checkNames(`optimiser ${optimiser.kind}`, separate(await step.read()).slots, resume.slots);
      await step.write({ ...resume.slots, ...resume.last });
    }
    let good = await current();
    /** The run as it stands where its weights are finite; otherwise the last that were are put back. */
    const standing = async (finite = true): Promise<Standing> => {
      const now = await current();
      if (finite && isFinite(now)) return (good = now);
      throw await diverged(step, position.step, isFinite(now) ? now : good);
    };
    let batchesOf = checkedBatches; // values are looked at on the first pass
    const breathe = yieldToHost(30);

    while (position.epoch < epochs && stopped === 'running') {
      const epoch = position.epoch + 1;
      const started = performance.now() - position.seconds * 1000;
      const elapsed = (): number => (performance.now() - started) / 1000;
      const order = shuffle ? seed.fork('shuffle').fork(epoch) : undefined;

      let skip = position.batch; // done before the interruption
      for await (const batch of batchesOf(recipe, data, { batchSize, shuffle: order, reuse: true })) {
        if (signal?.aborted) break;
        if (skip-- > 0) continue;
        const terms = await step.run(arraysOf(batch), position.step); // waits for the engine
        if (!Number.isFinite(terms['total'])) await standing(false);
        await recipe.between?.(position.step, step);
        position = advance(position, terms, batchWeight(batch, recipe.loss.reduction), elapsed());
        await onProgress?.({ epoch, epochs, batch: position.batch, ...batches, step: position.step, terms: meansOf(position) });
        await breathe();
        if (checkpoint?.everySteps && position.step % checkpoint.everySteps === 0)
          await save((await standing()).run, checkpoint.to);
      }
      if (signal?.aborted) {
        stopped = 'aborted';
        break;
      }
      batchesOf = (_, source, wanted) => source.batches(wanted);

      const { weights } = await standing(); // validation sees the engine's weights
      const val = validation && (await model.evaluate(validation, { batchSize: evaluationBatch, step: position.step }));
      const terms = meansOf(position);
      if (val && !Object.values(val).every(Number.isFinite)) await standing(false);
      const learningRate = valueAt(optimiser.learningRate, position.step);
      records.push({ epoch, step: position.step, seconds: elapsed(), learningRate, train: terms, ...(val && { val }) });
      const { batch } = position;
      position = startOf(epoch, position.step);

      if (earlyStopping) {
        const value = (val ?? terms)['total']!;
        if (!best || value < best.value - earlyStopping.minDelta) best = { epoch, value, weights };
        else if (epoch - best.epoch >= earlyStopping.patience) stopped = 'early-stopping';
      }
      if (checkpoint) await save((await standing()).run, checkpoint.to);
      await onProgress?.({ epoch, epochs, batch, ...batches, step: position.step, terms, record: records.at(-1)! });
    }

    if (stopped === 'running') stopped = 'completed';
    const last = await current();
    let { run } = last;
    if (best && earlyStopping && stopped !== 'aborted') {
      await step.write(best.weights);
      run = { ...(await current()).run, last: last.weights };
    }
    if (checkpoint) await save(run, checkpoint.to);
    return run;
  } finally {
    await step.dispose();
  }
}

/** Samples that validation sends through at once, at least. */
const evaluationBatch = 256;

/** A run, and the weights that its model holds. */
interface Standing {
  readonly run: Run;
  readonly weights: NamedArrays;
}

const isFinite = ({ run, weights }: Standing): boolean =>
  Object.values({ ...weights, ...run.slots }).every(({ data }) => allFinite(data));

async function firstBatch(recipe: Recipe, data: Dataset, batchSize: number): Promise<Batch> {
  for await (const batch of checkedBatches(recipe, data, { batchSize })) return batch;
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

/** Puts a standing back into engine and model, and says what happened. */
async function diverged(prepared: PreparedStep, step: number, { run, weights }: Standing): Promise<DivergedError> {
  const { model, position, slots } = run;
  await prepared.write({ ...weights, ...slots });
  writeVariables({ ...model.parameters, ...model.state }, weights);
  return new DivergedError(
    step,
    run,
    `Training diverged: NaN or infinite values at step ${step}. The model keeps its weights from step ${position.step}. ` +
      'Lower the learning rate, clip the gradients by their norm, or scale the data.',
  );
}
