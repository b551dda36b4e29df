import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { tiny, tinyData, tinyRecipe } from './fixtures/tiny.js';
import { adam, CheckpointError, createAutoencoder, load, save, train, UnknownPartError, type Files, type Storage } from './index.js';

beforeAll(() => tf.setBackend('cpu'));

const parts = [tiny, adam];

const holding = (files?: Files): Storage & { files(): Files } => {
  let held = files;
  return { name: 'place', read: async () => held, commit: async (next) => void (held = next), files: () => held! };
};

async function saved(): Promise<Files> {
  const run = await train(createAutoencoder(tinyRecipe), tinyData(), { epochs: 1, batchSize: 4 });
  const storage = holding();
  await save(run, storage);
  return storage.files();
}

const edited = (files: Files, edit: (json: Record<string, unknown>) => void): Files => {
  const json = JSON.parse(new TextDecoder().decode(files['run.json'])) as Record<string, unknown>;
  edit(json);
  return { ...files, 'run.json': new TextEncoder().encode(JSON.stringify(json)) };
};

describe('load(storage, { parts })', () => {
  it('says that there is nothing where there is nothing', async () => {
    await expect(load(holding(), { parts })).rejects.toThrow(/place holds no saved run/);
  });

  it.each(['run.json', 'weights.safetensors', 'training.safetensors'])('names %s when it is missing', async (name) => {
    const { [name]: _, ...files } = await saved();
    await expect(load(holding(files), { parts })).rejects.toThrow(new RegExp(`${name} is missing`));
  });

  it.each(['run.json', 'weights.safetensors', 'training.safetensors'])('refuses %s cut short anywhere', async (name) => {
    const files = await saved();
    const bytes = files[name]!;
    for (let length = 0; length < bytes.length - 1; length += 1 + Math.floor(bytes.length / 40))
      await expect(load(holding({ ...files, [name]: bytes.slice(0, length) }), { parts })).rejects.toThrow(CheckpointError);
  });

  it.each(['weights.safetensors', 'training.safetensors'])('refuses %s with any bit flipped', async (name) => {
    const files = await saved();
    const bytes = files[name]!;
    for (let bit = 0; bit < bytes.length * 8; bit += 97) {
      const flipped = bytes.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      await expect(load(holding({ ...files, [name]: flipped }), { parts })).rejects.toThrow(/is damaged/);
    }
  });

  it.each<[string, (json: Record<string, unknown>) => void]>([
    ['another format', (json) => (json['format'] = 'other')],
    ['a newer version', (json) => (json['version'] = 2)],
    ['a position below zero', (json) => (json['position'] = { ...(json['position'] as object), step: -1 })],
    ['a batch size of 0', (json) => (json['batchSize'] = 0)],
    ['no recipe', (json) => delete json['recipe']],
  ])('refuses %s', async (_, edit) => {
    await expect(load(holding(edited(await saved(), edit)), { parts })).rejects.toThrow(CheckpointError);
  });

  it('refuses an optimiser in the place of a recipe, and the other way round', async () => {
    for (const [place, kind] of [['recipe', 'adam'], ['optimiser', 'tiny']] as const) {
      const files = edited(await saved(), (json) => (json[place] = { kind, options: {} }));
      await expect(load(holding(files), { parts })).rejects.toThrow(`is of kind "${kind}", which is no ${place}`);
    }
  });

  it('refuses parts nested without end', async () => {
    let nested: unknown = { kind: 'tiny', options: {} };
    for (let depth = 0; depth < 2_000; depth++) nested = { kind: 'tiny', options: {}, of: nested };
    const files = edited(await saved(), (json) => (json['recipe'] = nested));
    await expect(load(holding(files), { parts })).rejects.toThrow(/at most 64 deep/);
  });

  it('names the part that is not known, and calls nothing else', async () => {
    const files = edited(await saved(), (json) => (json['optimiser'] = { kind: 'lion', options: {} }));
    await expect(load(holding(files), { parts })).rejects.toThrow(UnknownPartError);
  });

  it('refuses weights of another recipe and leaves no tensor behind', async () => {
    const files = await saved();
    const other = Object.assign(() => ({ ...tinyRecipe, penalties: [] , encoder: tinyRecipe.decoder, decoder: tinyRecipe.encoder }), { kind: 'tiny' });
    const before = tf.memory().numTensors;
    await expect(load(holding(files), { parts: [other, adam] })).rejects.toThrow(CheckpointError);
    expect(tf.memory().numTensors).toBe(before);
  });
});
