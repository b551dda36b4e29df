import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { tiny, tinyData, tinyRecipe } from './fixtures/tiny.js';
import {
  adam,
  binaryCrossEntropy,
  createAutoencoder,
  definePart,
  DivergedError,
  fromSamples,
  InvalidDataError,
  InvalidOptionError,
  load,
  save,
  sgd,
  stateless,
  train,
  warmUp,
  type Corruption,
  type Files,
  type NamedArrays,
  type Penalty,
  type PenaltyInput,
  type Recipe,
  type Run,
  type StepContext,
  type Storage,
  type TrainOptions,
} from './index.js';
import { readTensors } from './variables.js';

beforeAll(() => tf.setBackend('cpu'));

/** Trains a fresh model of a recipe and gives back the run; the model is the test's to look at. */
const trained = (recipe: Recipe, options: TrainOptions = {}, data = tinyData()): Promise<Run> =>
  train(createAutoencoder(recipe), data, { epochs: 3, batchSize: 4, ...options });

const weightsOf = ({ model }: Run): Promise<NamedArrays> => readTensors({ ...model.parameters, ...model.state });

const memory = (): Storage => {
  let files: Files | undefined;
  return { name: 'memory', read: async () => files, commit: async (next) => void (files = next) };
};

const addedNoise: Corruption = {
  kind: 'addedNoise',
  options: {},
  apply: (clean, draws) => tf.add(clean, draws.normal(clean.shape)),
};

/** Steps too long to settle. */
const bouncing = adam({ learningRate: 0.5 });

/** A penalty made of a function, for one test. */
const penalty = (apply: (input: PenaltyInput) => tf.Scalar, weight: number | ReturnType<typeof warmUp>): Penalty => ({
  kind: 'probe',
  options: {},
  create: () => ({ ...stateless, apply: (input) => ({ value: { value: apply(input), weight } }) }),
});

describe('train(model, data)', () => {
  it('lowers the total and counts epochs and steps', async () => {
    const { history, position, stopped } = await trained(tinyRecipe, { epochs: 40, optimiser: adam({ learningRate: 0.05 }) });
    expect(history.epochs.at(-1)!.train['total']).toBeLessThan(0.5 * history.epochs[0]!.train['total']!);
    expect(history.reduction).toBe('mean');
    expect(position).toMatchObject({ epoch: 40, step: 80, batch: 0 });
    expect(stopped).toBe('completed');
  });

  it('keeps the last, smaller batch of an epoch and weighs it by its size', async () => {
    const sizes: number[] = [];
    const counted = penalty(({ clean }) => {
      sizes.push(clean.shape[0]);
      return tf.scalar(clean.shape[0]);
    }, 1);
    const { history } = await trained({ ...tinyRecipe, penalties: [counted] }, { epochs: 1 }, tinyData(6));
    expect(sizes).toEqual([4, 2]);
    expect(history.epochs[0]!.train['probe/value']).toBeCloseTo((4 * 4 + 2 * 2) / 6);
  });

  it('orders the samples anew in each epoch, or never when told not to', async () => {
    const seen: number[] = [];
    const first = penalty(({ clean }) => {
      seen.push(clean.dataSync()[0]!);
      return tf.scalar(0);
    }, 0);
    await trained({ ...tinyRecipe, penalties: [first] }, { epochs: 4 }, tinyData(40));
    const shuffled = [...seen];
    seen.length = 0;
    await trained({ ...tinyRecipe, penalties: [first] }, { epochs: 2, shuffle: false }, tinyData(40));
    expect(new Set(shuffled).size).toBeGreaterThan(10);
    expect(seen.slice(0, 10)).toEqual(seen.slice(10));
  });

  it('reports every step and the record of every epoch', async () => {
    const reports: string[] = [];
    await trained(tinyRecipe, {
      epochs: 2,
      validation: tinyData(),
      onProgress: ({ epoch, batch, batches, record }) => reports.push(`${epoch}:${batch}/${batches}${record?.val ? ' val' : ''}`),
    });
    expect(reports).toEqual(['1:1/2', '1:2/2', '1:2/2 val', '2:1/2', '2:2/2', '2:2/2 val']);
  });

  it('stops early when the total no longer falls, and puts the best weights back', async () => {
    const options = { epochs: 50, optimiser: bouncing, earlyStopping: { patience: 2 }, validation: tinyData() };
    const run = await trained(tinyRecipe, options);
    expect(run.stopped).toBe('early-stopping');
    expect(run.position.epoch).toBe(run.best!.epoch + 2);
    expect((await run.model.evaluate(tinyData())).total).toBeCloseTo(run.best!.value, 6);
    expect(run.best!.value).toBe(Math.min(...run.history.epochs.map(({ val }) => val!.total)));
  });

  it('refuses data outside the range of the recipe, and says which head fits', async () => {
    const wide = fromSamples({ clean: { data: Float32Array.of(0, 1, 2, 300), shape: [1, 4] } }, { range: [0, 300] });
    await expect(trained(tinyRecipe, {}, wide)).rejects.toThrow(/found 0 to 300.*linear output and meanSquaredError/s);
    const lying = fromSamples({ clean: { data: Float32Array.of(0, 1, 2, 300), shape: [1, 4] } }, { range: [0, 1] });
    await expect(trained(tinyRecipe, {}, lying)).rejects.toThrow(InvalidDataError);
  });

  it('refuses data outside the range of the loss, whatever the recipe says', async () => {
    const recipe = { ...tinyRecipe, loss: binaryCrossEntropy() };
    await expect(trained(recipe)).rejects.toThrow(/with binaryCrossEntropy: expected values from 0 to 1, found -2 to 2/);
  });

  it.each([NaN, Infinity])('refuses data that hold %s', async (value) => {
    const data = fromSamples({ clean: { data: Float32Array.of(0, 1, value, 0), shape: [1, 4] } }, { range: [-2, 2] });
    await expect(trained(tinyRecipe, {}, data)).rejects.toThrow(InvalidDataError);
  });

  it('refuses samples of another shape', async () => {
    const data = fromSamples({ clean: { data: new Float32Array(6), shape: [2, 3] } });
    await expect(trained(tinyRecipe, {}, data)).rejects.toThrow(/expects samples of shape \[4\].*\[3\]/);
  });

  it.each([
    ['epochs', { epochs: 0 }],
    ['batchSize', { batchSize: 1.5 }],
    ['patience', { earlyStopping: { patience: 0 } }],
    ['epoch', { epoch: 3 }],
  ])('refuses a bad or unknown option %s by name', async (name, options) => {
    const model = createAutoencoder(tinyRecipe);
    const attempt = train(model, tinyData(), options as TrainOptions);
    await expect(attempt).rejects.toThrow(InvalidOptionError);
    await expect(attempt).rejects.toThrow(name);
  });

  it('stops at the step that diverges and keeps weights that are finite', async () => {
    const attempt = trained(tinyRecipe, { epochs: 200, optimiser: sgd({ learningRate: 50 }) });
    await expect(attempt).rejects.toThrow(DivergedError);
    const { run, step } = await attempt.then(
      () => expect.unreachable(),
      (error: unknown) => error as DivergedError,
    );
    expect(step).toBeLessThan(400);
    for (const { data } of Object.values(await weightsOf(run))) expect(data.every(Number.isFinite)).toBe(true);
  });

  it.each([
    ['one batch an epoch', { batchSize: 8 }],
    ['validation', { batchSize: 8, validation: tinyData() }],
    ['a checkpoint at every step', { batchSize: 8, checkpoint: { to: memory(), everySteps: 1 } }],
  ])('never takes spoiled weights for good ones, with %s', async (_, options) => {
    const attempt = trained(tinyRecipe, { epochs: 9, optimiser: sgd({ learningRate: 1e38 }), ...options });
    const { run } = await attempt.then(() => expect.unreachable(), (error: unknown) => error as DivergedError);
    for (const { data } of Object.values({ ...(await weightsOf(run)), ...run.slots })) expect(data.every(Number.isFinite)).toBe(true);
    const storage = memory();
    await save(run, storage);
    const loaded = await load(storage, { parts: [tiny, sgd] });
    expect(loaded.position).toEqual(run.position);
  });

  it('gives with a divergence the run as it stood before that step', async () => {
    const rising = penalty(() => tf.scalar(1e38), warmUp({ value: 100, steps: 15 })); // beyond all floats from step 1 on
    const recipe = { ...tinyRecipe, penalties: [rising] };
    const attempt = trained(recipe, { epochs: 9 });
    const { run, step } = await attempt.then(() => expect.unreachable(), (error: unknown) => error as DivergedError);
    expect([step, run.position]).toMatchObject([1, { step: 1, batch: 1 }]);
    const controller = new AbortController();
    const cut = await trained(recipe, { epochs: 9, signal: controller.signal, onProgress: () => { controller.abort(); } });
    expect(run.slots).toEqual(cut.slots);
    expect(await weightsOf(run)).toEqual(await weightsOf(cut));
  });

  it('refuses validation data that hold NaN', async () => {
    const validation = fromSamples({ clean: { data: Float32Array.of(0, 1, NaN, 0), shape: [1, 4] } }, { range: [-2, 2] });
    await expect(trained(tinyRecipe, { validation })).rejects.toThrow(InvalidDataError);
  });

  it('takes data without a size, and integers', async () => {
    const { info, batches } = tinyData();
    const { size: _, ...unsized } = info;
    const onProgress: TrainOptions['onProgress'] = (progress) => { expect(progress.batches).toBeUndefined(); };
    const run = await trained(tinyRecipe, { epochs: 2, onProgress }, { info: unsized, batches });
    expect(run.position.step).toBe(4);
    const whole = fromSamples({ clean: { data: Int32Array.of(0, 1, -1, 2, 1, 1, 0, 0), shape: [2, 4] } }, { range: [-2, 2] });
    expect(whole.info.dtype).toBe('int32');
    expect((await trained(tinyRecipe, { epochs: 1 }, whole)).position.step).toBe(1);
  });

  it('does nothing when the signal was aborted beforehand', async () => {
    const signal = AbortSignal.abort();
    expect(await trained(tinyRecipe, { signal })).toMatchObject({ stopped: 'aborted', position: { step: 0 } });
  });

  it('says in a checkpoint written meanwhile that the run goes on', async () => {
    const storage = memory();
    const crash = new Error('power cut');
    const onProgress: TrainOptions['onProgress'] = ({ epoch }) => {
      if (epoch === 2) throw crash;
    };
    await expect(trained(tinyRecipe, { onProgress, checkpoint: { to: storage } })).rejects.toBe(crash);
    expect((await load(storage, { parts: [tiny, adam] })).stopped).toBe('running');
  });

  it('is deterministic: the same seed gives the same weights', async () => {
    const recipe = { ...tinyRecipe, corruption: addedNoise };
    expect(await weightsOf(await trained(recipe))).toEqual(await weightsOf(await trained(recipe)));
  });
});

describe('resuming', () => {
  const recipe: Recipe = { ...tinyRecipe, corruption: addedNoise };
  const parts = [Object.assign(() => recipe, { kind: 'tiny' }), adam, sgd, warmUp];
  const full = { epochs: 4, batchSize: 4, validation: tinyData() };

  it.each([1, 3, 4, 5, 7])('after an abort at step %i ends bit-equal to a run without one', async (stopAt) => {
    const whole = await trained(recipe, full);
    const controller = new AbortController();
    const storage = memory();
    const onProgress: TrainOptions['onProgress'] = ({ step, record }) => {
      if (step === stopAt && !record) controller.abort();
    };
    const cut = await trained(recipe, { ...full, onProgress, signal: controller.signal, checkpoint: { to: storage } });
    expect(cut.stopped).toBe('aborted');

    const loaded = await load(storage, { parts });
    const resumed = await train(loaded.model, tinyData(), { epochs: 4, validation: tinyData(), resume: loaded });
    expect(await weightsOf(resumed)).toEqual(await weightsOf(whole));
    expect(resumed.slots).toEqual(whole.slots);
    const withoutTime = ({ history }: Run): unknown => history.epochs.map(({ seconds: _, ...rest }) => rest);
    expect(withoutTime(resumed)).toEqual(withoutTime(whole));
  });

  it('from a checkpoint of a later crash ends bit-equal too', async () => {
    const storage = memory();
    const crash = new Error('power cut');
    const onProgress: TrainOptions['onProgress'] = ({ step, record }) => {
      if (step === 5 && !record) throw crash;
    };
    await expect(trained(recipe, { ...full, onProgress, checkpoint: { to: storage, everySteps: 1 } })).rejects.toBe(crash);
    const loaded = await load(storage, { parts });
    expect(loaded.position).toMatchObject({ epoch: 2, batch: 0, step: 4 });
    const resumed = await train(loaded.model, tinyData(), { epochs: 4, validation: tinyData(), resume: loaded });
    expect(await weightsOf(resumed)).toEqual(await weightsOf(await trained(recipe, full)));
  });

  it('keeps the best epoch of early stopping across the interruption', async () => {
    const options = { ...full, epochs: 50, optimiser: bouncing, earlyStopping: { patience: 3 } };
    const whole = await trained(tinyRecipe, options);
    const storage = memory();
    const controller = new AbortController();
    const stopAt = 2 * whole.best!.epoch + 1; // in the epoch after the best
    const onProgress: TrainOptions['onProgress'] = ({ step }) => void (step === stopAt && controller.abort());
    await trained(tinyRecipe, { ...options, onProgress, signal: controller.signal, checkpoint: { to: storage } });
    const loaded = await load(storage, { parts: [tiny, adam] });
    const { earlyStopping, validation } = options;
    const resumed = await train(loaded.model, tinyData(), { epochs: 50, earlyStopping, validation, resume: loaded });
    expect(resumed.stopped).toBe('early-stopping');
    expect(resumed.best).toEqual(whole.best);
    expect(await weightsOf(resumed)).toEqual(await weightsOf(whole));
  });

  it.each([1, 2, 3, 5])('goes on after %i epochs of early stopping as if it had not ended', async (epochs) => {
    const options = { ...full, epochs: 8, optimiser: bouncing, earlyStopping: { patience: 6 } };
    const whole = await trained(tinyRecipe, options);
    const storage = memory();
    await trained(tinyRecipe, { ...options, epochs, checkpoint: { to: storage } });
    const loaded = await load(storage, { parts: [tiny, adam] });
    expect((await loaded.model.evaluate(tinyData())).total).toBeCloseTo(loaded.best!.value, 6);
    const { earlyStopping, validation } = options;
    const resumed = await train(loaded.model, tinyData(), { epochs: 8, earlyStopping, validation, resume: loaded });
    const totals = ({ history }: Run): unknown => history.epochs.map(({ train: terms, val }) => [terms, val]);
    expect(totals(resumed)).toEqual(totals(whole));
    expect(await weightsOf(resumed)).toEqual(await weightsOf(whole));
  });

  it('refuses slots that are not those of its optimiser', async () => {
    const run = await trained(tinyRecipe);
    const { 'optimiser/beta1Power': _, ...slots } = run.slots;
    const attempt = train(run.model, tinyData(), { resume: { ...run, slots }, epochs: 9 });
    await expect(attempt).rejects.toThrow(/missing optimiser\/beta1Power/);
  });

  it('refuses another batch size, and a model that is not the run’s own', async () => {
    const storage = memory();
    await save(await trained(tinyRecipe), storage);
    const run = await load(storage, { parts: [tiny, adam] });
    await expect(train(run.model, tinyData(), { resume: run, batchSize: 5 })).rejects.toThrow(/batchSize.*has 4, received 5/);
    await expect(train(createAutoencoder(tinyRecipe), tinyData(), { resume: run })).rejects.toThrow(/resume\.model/);
  });
});

describe('the parts of a recipe in training', () => {
  it('a penalty adds its weighted terms to the total, under its name', async () => {
    const { history } = await trained({ ...tinyRecipe, penalties: [penalty(({ code }) => tf.mean(tf.abs(code)), 0.5)] });
    for (const { train: terms } of history.epochs)
      expect(terms['total']).toBeCloseTo(terms['reconstruction']! + 0.5 * terms['probe/value']!, 5);
  });

  it('two penalties of one kind keep their terms apart', async () => {
    const one = penalty(() => tf.scalar(1), 1);
    const { history } = await trained({ ...tinyRecipe, penalties: [one, one] });
    expect(Object.keys(history.epochs[0]!.train)).toEqual(['total', 'reconstruction', 'probe/value', 'probe_2/value']);
  });

  it('the weight of a term may follow a schedule, anew at each step', async () => {
    const totals: number[] = [];
    const warm = penalty(() => tf.scalar(10), warmUp({ value: 1, steps: 4 }));
    const recipe = { ...tinyRecipe, penalties: [warm] };
    await trained(recipe, {
      optimiser: sgd({ learningRate: 1e-12 }),
      batchSize: 8,
      epochs: 6,
      onProgress: ({ record, terms }) => void (record && totals.push(terms['total']! - terms['reconstruction']!)),
    });
    totals.forEach((added, step) => { expect(added).toBeCloseTo(10 * Math.min(1, step / 4), 4); });
  });

  it('a penalty sees clean and corrupted samples, code, labels, masks and both networks', async () => {
    let seen: PenaltyInput | undefined;
    const spy = penalty((input) => {
      seen = input;
      expect(input.corrupted.dataSync()).not.toEqual(input.clean.dataSync());
      expect([...input.label!.dataSync()]).toEqual([3, 1]);
      expect(input.mask!.shape).toEqual([2, 4]);
      return tf.scalar(0);
    }, 1);
    const clean = { data: Float32Array.from({ length: 8 }, (_, i) => i / 8), shape: [2, 4] };
    const data = fromSamples(
      { clean, label: { data: Int32Array.of(3, 1), shape: [2] }, mask: { data: new Float32Array(8).fill(1), shape: [2, 4] } },
      { range: [-2, 2] },
    );
    const run = await trained({ ...tinyRecipe, corruption: addedNoise, penalties: [spy] }, { epochs: 1, shuffle: false }, data);
    expect(seen!.encoder).toBe(run.model.encoder);
    expect(seen!.decoder).toBe(run.model.decoder);
    expect(seen!.code.shape).toEqual([2, 2]);
  });

  it('a corruption draws anew at each step, and evaluation always draws the same', async () => {
    const inputs: number[] = [];
    const spy = penalty(({ corrupted, clean }) => {
      inputs.push(tf.sub(corrupted, clean).dataSync()[0]!);
      return tf.scalar(0);
    }, 0);
    const run = await trained({ ...tinyRecipe, corruption: addedNoise, penalties: [spy] }, { epochs: 10, batchSize: 8 });
    expect(new Set(inputs).size).toBe(10);
    const [first, second] = [await run.model.evaluate(tinyData()), await run.model.evaluate(tinyData())];
    expect(first).toEqual(second);
    expect(first['clean/reconstruction']).toBeLessThan(first.reconstruction);
  });

  it('paired data are corrupted already: the encoder sees them, the target is clean', async () => {
    const clean = { data: new Float32Array(16).fill(1), shape: [4, 4] };
    const corrupted = { data: new Float32Array(16).fill(-1), shape: [4, 4] };
    let input: Float32Array | undefined;
    const spy = penalty((seen) => {
      input = seen.corrupted.dataSync() as Float32Array;
      return tf.scalar(0);
    }, 0);
    const data = fromSamples({ clean, corrupted }, { range: [-2, 2] });
    const run = await trained({ ...tinyRecipe, corruption: addedNoise, penalties: [spy] }, { epochs: 200, optimiser: adam({ learningRate: 0.05 }) }, data);
    expect([...input!]).toEqual([...corrupted.data]);
    for (const value of (await run.model.reconstruct(corrupted)).data) expect(value).toBeCloseTo(1, 1);
  });

  it('the loss skips what a mask leaves out', async () => {
    const clean = { data: Float32Array.from({ length: 16 }, (_, i) => (i % 4 === 3 ? 1.9 : 0.5)), shape: [4, 4] };
    const mask = { data: clean.data.map((value) => (value === 0.5 ? 1 : 0)), shape: [4, 4] };
    const data = fromSamples({ clean, mask }, { range: [-2, 2] });
    const masked = await trained(tinyRecipe, { epochs: 100, optimiser: adam({ learningRate: 0.05 }) }, data);
    expect(masked.history.epochs.at(-1)!.train['reconstruction']).toBeLessThan(0.01);
    const { data: rebuilt } = await masked.model.reconstruct(clean);
    expect(Math.abs(rebuilt[3]! - 1.9)).toBeGreaterThan(0.2);
  });

  it('a bottleneck makes the code, keeps a state, learns, and adds terms', async () => {
    const counting = definePart('counting', () => ({
      kind: 'counting',
      options: {},
      create: () => {
        const scale = tf.variable(tf.scalar(1), true);
        const steps = tf.variable(tf.scalar(0), false);
        return {
          trainable: { scale },
          state: { steps },
          apply: (encoded: tf.Tensor, { training, step, draws }: StepContext) => {
            if (training) steps.assign(tf.add(steps, 1));
            const noise = training ? draws.uniform(encoded.shape) : tf.zerosLike(encoded);
            const code = tf.add(tf.mul(encoded, scale), tf.mul(noise, 0.01));
            return { code, terms: { step: { value: tf.cast<tf.Scalar>(step, 'float32'), weight: 0 } } };
          },
        };
      },
    }));
    const recipe = { ...tinyRecipe, bottleneck: counting() };
    const run = await trained(recipe);
    expect(run.model.state['bottleneck/steps']!.dataSync()[0]).toBe(6);
    expect(run.model.parameters['bottleneck/scale']!.dataSync()[0]).not.toBe(1);
    expect(run.history.epochs.map(({ train: terms }) => terms['counting/step'])).toEqual([0.5, 2.5, 4.5]);

    const storage = memory();
    await save(run, storage);
    const loaded = await load(storage, { parts: [Object.assign(() => recipe, { kind: 'tiny' }), adam] });
    expect(loaded.model.state['bottleneck/steps']!.dataSync()[0]).toBe(6);
    const before = tf.memory().numTensors;
    loaded.model.dispose();
    expect(tf.memory().numTensors).toBe(before - 6);
  });

  it('initialise sets weights from the first batch, once, before the first step', async () => {
    const calls: number[] = [];
    const recipe: Recipe = {
      ...tinyRecipe,
      initialise: async (model, sample) => {
        calls.push(sample.clean.shape[0]!);
        model.parameters['decoder/0/bias']!.assign(tf.tensor1d([9, 9, 9, 9]));
      },
    };
    const run = await trained(recipe, { optimiser: sgd({ learningRate: 1e-9 }), epochs: 1 });
    expect(calls).toEqual([4]);
    expect(run.model.parameters['decoder/0/bias']!.dataSync()[0]).toBeCloseTo(9, 5);
    await train(run.model, tinyData(), { resume: run, epochs: 2 });
    expect(calls).toHaveLength(1);
  });

  it('constrain changes gradients before the update and parameters after it', async () => {
    const recipe: Recipe = {
      ...tinyRecipe,
      constrain: {
        gradients: (_, gradients) => ({ 'encoder/0/kernel': tf.zerosLike(gradients['encoder/0/kernel']!) }),
        parameters: (parameters) => {
          const kernel = parameters['decoder/0/kernel']!;
          return { 'decoder/0/kernel': tf.div(kernel, tf.norm(kernel, 2, 1, true)) };
        },
      },
    };
    const model = createAutoencoder(recipe);
    const before = model.parameters['encoder/0/kernel']!.dataSync();
    await train(model, tinyData(), { epochs: 2, batchSize: 4 });
    expect(model.parameters['encoder/0/kernel']!.dataSync()).toEqual(before);
    for (const norm of tf.norm(model.parameters['decoder/0/kernel']!, 2, 1).dataSync()) expect(norm).toBeCloseTo(1, 5);
  });

  it('validation weighs terms as the schedule does at that step, in batches of any size', async () => {
    const warm = penalty(() => tf.scalar(10), warmUp({ value: 1, steps: 4 }));
    const { history } = await trained({ ...tinyRecipe, penalties: [warm] }, { epochs: 3, validation: tinyData() });
    const added = history.epochs.map(({ val }) => val!.total - val!.reconstruction);
    [5, 10, 10].forEach((value, epoch) => { expect(added[epoch]).toBeCloseTo(value, 4); });
  });

  it('a penalty keeps a state and learns', async () => {
    const counting: Penalty = {
      kind: 'counting',
      options: {},
      create: () => {
        const scale = tf.variable(tf.scalar(1), true);
        const steps = tf.variable(tf.scalar(0), false);
        return {
          trainable: { scale },
          state: { steps },
          apply: (_, { training }) => {
            if (training) steps.assign(tf.add(steps, 1));
            return { size: { value: tf.square<tf.Scalar>(scale), weight: 1 } };
          },
        };
      },
    };
    const run = await trained({ ...tinyRecipe, penalties: [counting] }, { validation: tinyData() });
    expect(run.model.state['penalty/counting/steps']!.dataSync()[0]).toBe(6);
    expect(run.model.parameters['penalty/counting/scale']!.dataSync()[0]).toBeLessThan(1);
  });

  it('between reads and writes parameters and slots after each step', async () => {
    const steps: number[] = [];
    const recipe: Recipe = {
      ...tinyRecipe,
      between: async (step, access) => {
        steps.push(step);
        const values = await access.read();
        expect(Object.keys(values)).toContain('optimiser/moment1/encoder/0/kernel');
        const bias = values['encoder/0/bias']!;
        const moment = values['optimiser/moment1/encoder/0/bias']!;
        await access.write({
          'encoder/0/bias': { ...bias, data: bias.data.map(() => 7) },
          'optimiser/moment1/encoder/0/bias': { ...moment, data: moment.data.map(() => 5) },
        });
      },
    };
    const run = await trained(recipe, { epochs: 1 });
    expect(steps).toEqual([0, 1]);
    expect([...run.model.parameters['encoder/0/bias']!.dataSync()]).toEqual([7, 7]);
    expect([...run.slots['optimiser/moment1/encoder/0/bias']!.data]).toEqual([5, 5]);
  });
});
