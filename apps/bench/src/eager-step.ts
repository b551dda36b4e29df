import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential, type Sequential } from '@tensorflow/tfjs-layers';
import { adam, createAutoencoder, train, type Autoencoder } from '@hourglass/core';
import { glyphs } from '@hourglass/datasets';
import { undercomplete } from '@hourglass/undercomplete';
import type { Bench } from './bench.js';

const batchSize = 128;
const steps = 20;
const widths = [128, 64];
const codeSize = 32;

/**
 * A training step of the dense net 784-128-64-32-64-128-784 (batch 128, Adam, binary cross-entropy): Hourglass's `train`
 * on the eager engine against TensorFlow.js's own `model.fit`, both on wasm, from the same weights.
 */
export const eagerStep: Bench = {
  unit: 'step',
  rounds: 9,
  async contenders() {
    tf.enableProdMode();
    await tf.setBackend('wasm');
    const recipe = undercomplete({ inputShape: [28, 28, 1], widths, codeSize, codeActivation: 'relu' });
    const model = createAutoencoder(recipe, { seed: 1 });
    const plain = plainModel(model);
    const data = glyphs({ count: batchSize * steps });
    const images: tf.Tensor[] = [];
    for await (const { clean } of data.batches({ batchSize: batchSize * steps }))
      images.push(tf.tensor(clean.data, [clean.shape[0]!, 784]));
    return [
      {
        name: 'wasm',
        units: steps,
        run: async () => {
          const { history } = await train(model, data, { epochs: 1, batchSize, shuffle: false, optimiser: adam() });
          return history.epochs[0]!.train['total']!;
        },
      },
      {
        name: 'tfjs-fit-wasm',
        units: steps,
        run: async () => {
          plain.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' }); // a fresh optimiser, as `train` has
          const { history } = await plain.fit(images[0]!, images[0]!, { epochs: 1, batchSize, shuffle: false });
          return history['loss']![0] as number;
        },
      },
    ];
  },
};

/** The same net as TensorFlow.js users write it, with the same weights. */
function plainModel({ parameters }: Autoencoder): Sequential {
  const plain = sequential();
  const hidden = [...widths, codeSize, ...widths.toReversed()];
  hidden.forEach((units, i) => {
    plain.add(layers.dense({ units, activation: 'relu', ...(i === 0 && { inputShape: [784] }) }));
  });
  plain.add(layers.dense({ units: 784, activation: 'sigmoid' }));
  plain.setWeights(Object.values(parameters));
  return plain;
}
