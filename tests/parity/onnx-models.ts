import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { exportOnnx } from '@hourglass/compile';
import { createAutoencoder, fromLayers, stateless, type Autoencoder, type Bottleneck, type Recipe } from '@hourglass/core';
import { undercomplete } from '@hourglass/undercomplete';

const convolutional = (): Recipe => {
  const encoder = sequential({
    layers: [
      layers.conv2d({ inputShape: [6, 5, 1], filters: 3, kernelSize: 3, padding: 'same', activation: 'relu' }),
      layers.batchNormalization(),
      layers.maxPooling2d({ poolSize: 2, padding: 'same' }),
      layers.depthwiseConv2d({ kernelSize: 2, padding: 'same' }),
      layers.flatten(),
      layers.dense({ units: 4, activation: 'softmax' }),
    ],
  });
  const decoder = sequential({
    layers: [
      layers.dense({ inputShape: [4], units: 18, activation: 'swish' }),
      layers.reshape({ targetShape: [3, 3, 2] }),
      layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same', activation: 'elu' }),
      layers.averagePooling2d({ poolSize: [1, 2], strides: 1, padding: 'valid' }),
      layers.leakyReLU({ alpha: 0.1 }),
      layers.upSampling2d({ size: [2, 2] }),
      layers.conv2d({ filters: 1, kernelSize: 3, strides: 2, padding: 'same', activation: 'sigmoid' }),
    ],
  });
  return fromLayers({ encoder, decoder });
};

/** A bottleneck of which shapes, ends and constants depend on the size of the batch. */
const sparse = (): Recipe => {
  const apply = (encoded: tf.Tensor): tf.Tensor => {
    const least = tf.slice(tf.topk(encoded, 2).values, [0, 1], [-1, 1]);
    const kept = tf.where(tf.greaterEqual(encoded, least), encoded, tf.zerosLike(encoded));
    const pairs = tf.reshape(tf.softmax(tf.reshape(kept, [-1, 2])), [-1, 4]);
    return tf.concat([tf.slice(pairs, [0, 0], [-1, 3]), tf.zeros([encoded.shape[0], 1])], 1);
  };
  const bottleneck: Bottleneck = {
    kind: 'sparse',
    options: {},
    create: () => ({ ...stateless, apply: (encoded) => ({ code: apply(encoded) }) }),
  };
  const encoder = sequential({ layers: [layers.dense({ inputShape: [6], units: 4 })] });
  const decoder = sequential({ layers: [layers.dense({ inputShape: [4], units: 6 })] });
  return { ...fromLayers({ encoder, decoder }), bottleneck };
};

const recipes = {
  dense: () => undercomplete({ inputShape: [3, 2], widths: [5], codeSize: 2, activation: 'tanh' }),
  tied: () => undercomplete({ inputShape: [6], widths: [5], codeSize: 2, tied: true }),
  convolutional,
  sparse,
};

/** Small models by name, with the same weights whatever made random numbers: spread evenly, in no order. */
export const models = (): Record<string, Autoencoder> =>
  Object.fromEntries(
    Object.entries(recipes).map(([name, recipe]) => {
      const model = createAutoencoder(recipe());
      for (const [weight, variable] of Object.entries({ ...model.parameters, ...model.state })) {
        const least = weight.endsWith('variance') ? 0.5 : -0.5;
        const values = Float32Array.from({ length: variable.size }, (_, i) => least + (((i + 1) * 0.6180339887) % 1));
        tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
      }
      return [name, model];
    }),
  );

/** Writes `<model>/<file>.onnx` below a folder. */
async function write(folder: string): Promise<void> {
  await tf.setBackend('cpu');
  for (const [name, model] of Object.entries(models())) {
    await mkdir(join(folder, name), { recursive: true });
    for (const [file, { bytes }] of Object.entries(await exportOnnx(model))) await writeFile(join(folder, name, `${file}.onnx`), bytes);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) await write(process.argv[2]!);
