import { createSeed, EnvironmentError } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import { model } from '@tensorflow/tfjs-layers';
import { adamOptions } from './adam-options.js';
import { useBackend, type BackendName } from './backends.js';
import type { Runner } from '../contender.js';
import { part, samplesOf, weightsOf, type Work } from './handed-work.js';
import { recipes } from './recipes.js';
import { residentMib } from './resident-mib.js';

/** TensorFlow.js's own `model.fit` on the same net, on a backend as it comes. */
export async function tfjsFit(work: Work, backend: BackendName): Promise<Runner> {
  const version = await useBackend(backend);
  const samples = await samplesOf(work);
  const recipe = recipes[work.recipe]();
  const encoder = recipe.encoder(createSeed(1));
  const decoder = recipe.decoder(createSeed(1), encoder);
  const net = model({ inputs: encoder.inputs, outputs: decoder.apply(encoder.outputs) as typeof decoder.outputs });
  net.setWeights((await weightsOf(work)).map(({ data, shape }) => tf.tensor(data, [...shape])));
  const { learningRate, beta1, beta2, epsilon } = adamOptions;
  net.compile({ optimizer: tf.train.adam(learningRate, beta1, beta2, epsilon), loss: 'binaryCrossentropy' });
  const { batchSize } = work;
  return {
    version,
    async run({ from, steps }) {
      const { data, shape } = part(samples, from * batchSize, (from + steps) * batchSize);
      const images = tf.tensor(data, [...shape]);
      const begun = performance.now();
      const { history } = await net
        .fit(images, images, { epochs: 1, batchSize, shuffle: false })
        .catch(explain);
      const milliseconds = performance.now() - begun;
      images.dispose();
      return { milliseconds, figure: history['loss']![0] as number, resident_mib: residentMib(), tensors: tf.memory().numTensors };
    },
    stop: async () => undefined,
  };
}

/** A kernel that a backend lacks is no fault of the bench. */
function explain(error: unknown): never {
  const { message } = error as Error;
  if (message.includes('not registered for backend'))
    throw new EnvironmentError(`TensorFlow.js cannot train this net: ${message}`, { cause: error });
  throw error;
}
