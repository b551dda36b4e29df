import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential, model as functional, input, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { copyNetwork, createAutoencoder, fromLayers, InvalidOptionError, meanSquaredError, train, type Recipe } from '@hourglass/core';
import { undercomplete } from '@hourglass/undercomplete';
import { expectNoLeaks, randomDataset, testVariant } from '@hourglass/testing';
import { beforeAll, describe, expect, it } from 'vitest';

const dense = (units: number, inputs: number): LayersModel =>
  sequential({ layers: [layers.dense({ units, inputShape: [inputs], activation: 'tanh' })] });

const setUp = (): Promise<boolean> => tf.setBackend('cpu');
beforeAll(setUp);

// Networks are made once, since their weights are their user's: a recipe of them allocates nothing more.
let networks: { encoder: LayersModel; decoder: LayersModel } | undefined;
const recipe = (): Recipe => {
  networks ??= { encoder: dense(2, 4), decoder: dense(4, 2) };
  return fromLayers({ ...networks, loss: meanSquaredError(), range: [-1, 1] });
};

testVariant({ name: 'fromLayers', recipe: () => recipe(), parts: [fromLayers, meanSquaredError], seeded: false, setUp: async () => { await setUp(); recipe(); } });

describe('fromLayers({ encoder, decoder })', () => {
  it('starts from the weights of the networks and leaves them alone', async () => {
    const made = recipe();
    const before = networks!.encoder.getWeights().map((weight) => weight.dataSync());
    const model = createAutoencoder(made);
    const input = tf.tensor2d([[0.1, -0.2, 0.3, 0.4]]);
    const own = (networks!.encoder.predict(input) as tf.Tensor).dataSync();
    expect((await model.encode(input)).data).toEqual(own);
    await train(model, randomDataset(made), { epochs: 1 });
    expect(networks!.encoder.getWeights().map((weight) => weight.dataSync())).toEqual(before);
  });

  it('takes networks of the functional API, and a condition as a second input', async () => {
    const x = input({ shape: [4] });
    const code = input({ shape: [2] });
    const condition = input({ shape: [3] });
    const joined = layers.concatenate().apply([code, condition]) as SymbolicTensor;
    const made = fromLayers({
      encoder: functional({ inputs: x, outputs: layers.dense({ units: 2 }).apply(x) as SymbolicTensor }),
      decoder: functional({ inputs: [code, condition], outputs: layers.dense({ units: 4 }).apply(joined) as SymbolicTensor }),
    });
    const model = createAutoencoder(made);
    const one = { data: Float32Array.of(1, 0, 0), shape: [1, 3] };
    const two = { data: Float32Array.of(0, 5, 0), shape: [1, 3] };
    const codeOf = await model.encode([[1, 0, 0, 0]]);
    expect((await model.decode(codeOf, one)).data).not.toEqual((await model.decode(codeOf, two)).data);
  });

  it('refuses a decoder that does not take what the encoder gives', () => {
    expect(() => fromLayers({ encoder: dense(2, 4), decoder: dense(4, 3) })).toThrow(InvalidOptionError);
    expect(() => fromLayers({ encoder: dense(2, 4), decoder: dense(4, 3) })).toThrow(/expected input \[2\].*received \[3\]/);
  });

  it('refuses a file whose layers it does not know, by name', () => {
    const unknown = { className: 'Sequential' as const, config: [{ className: 'Wonder', config: {} }] };
    expect(() => fromLayers({ encoder: unknown, decoder: unknown })).toThrow(/Wonder/);
  });
});

describe('copyNetwork(network)', () => {
  it('writes tied kernels out as plain layers that give the same values', async () => {
    const model = createAutoencoder(undercomplete({ inputShape: [6], widths: [5], codeSize: 2, tied: true, activation: 'tanh' }));
    const alone = copyNetwork(model.decoder);
    expect(alone.countParams()).toBe(2 * 5 + 5 + 5 * 6 + 6);
    const code = tf.tensor2d([[0.3, -0.7]]);
    expect((alone.predict(code) as tf.Tensor).dataSync()).toEqual((await model.decode(code)).data);
    await expectNoLeaks(() => {
      copyNetwork(alone).dispose();
    });
  });
});
