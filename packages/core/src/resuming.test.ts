import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { tiny, tinyData, tinyRecipe } from './fixtures/tiny.js';
import { trained, weightsOf, memory, addedNoise, bouncing } from './fixtures/training.js';
import {
  adam,
  createAutoencoder,
  load,
  save,
  sgd,
  train,
  warmUp,
  type Recipe,
  type Run,
  type TrainOptions,
} from './index.js';

beforeAll(() => tf.setBackend('cpu'));

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
