import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { tiny, tinyData, tinyRecipe } from './fixtures/tiny.js';
import { trained, weightsOf, memory, addedNoise, bouncing, penalty } from './fixtures/training.js';
import {
  adam,
  binaryCrossEntropy,
  createAutoencoder,
  DivergedError,
  fromSamples,
  InvalidDataError,
  InvalidOptionError,
  load,
  save,
  sgd,
  train,
  warmUp,
  type TrainOptions,
} from './index.js';

beforeAll(() => tf.setBackend('cpu'));

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

  it('waits for what onProgress returns, and the model holds its weights after an epoch', async () => {
    const model = createAutoencoder(tinyRecipe);
    const measured: unknown[] = [];
    let under = 0;
    const { history } = await train(model, tinyData(), {
      epochs: 2,
      validation: tinyData(6),
      onProgress: async ({ record }) => {
        expect(++under).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (record) measured.push(await model.evaluate(tinyData(6)));
        under--;
      },
    });
    expect(measured).toEqual(history.epochs.map(({ val }) => val));
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
