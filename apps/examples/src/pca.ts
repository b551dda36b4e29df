import { createSeed, type Dataset, type NdArray } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';

/** Anything that makes a reconstruction, so that it can stand beside an autoencoder. */
export interface Reconstructor {
  reconstruct(input: NdArray): Promise<NdArray<Float32Array>>;
}

/**
 * Principal component analysis: the linear code of this size that loses least of the data (Eckart & Young, 1936). Its
 * axes are found by subspace iteration.
 *
 * @param components the size of the code; 0 leaves only the mean of all samples
 */
export async function pca(dataset: Dataset, components: number): Promise<Reconstructor> {
  const samples = await allSamples(dataset);
  const mean = tf.mean(matrixOf(samples), 0, true); // [1, size]
  const axes = components > 0 ? principalAxes(samples, mean, components) : undefined; // [components, size]

  return {
    async reconstruct(input) {
      const reconstruction = tf.tidy(() => {
        const centred = tf.sub(matrixOf(input), mean);
        const kept = axes ? tf.matMul(tf.matMul(centred, axes, false, true), axes) : tf.zerosLike(centred);
        return tf.add(kept, mean);
      });
      const data = (await reconstruction.data()) as Float32Array;
      reconstruction.dispose();
      return { data, shape: input.shape };
    },
  };
}

/** Mean squared error of its reconstructions, per value. */
export async function squaredError({ reconstruct }: Reconstructor, dataset: Dataset): Promise<number> {
  const samples = await allSamples(dataset);
  const { data } = await reconstruct(samples);
  return data.reduce((sum, value, i) => sum + (value - samples.data[i]!) ** 2, 0) / data.length;
}

function principalAxes(samples: NdArray, mean: tf.Tensor, components: number): tf.Tensor2D {
  const centred = tf.tidy(() => tf.sub(matrixOf(samples), mean));
  const { next } = createSeed(1).fork('axes').stream();
  const start = Float32Array.from({ length: components * centred.shape[1]! }, () => next(1 << 24) / (1 << 23) - 1);
  let axes = tf.tensor2d(start, [components, centred.shape[1]!]);
  for (let i = 0; i < 20; i++) {
    const turned = tf.tidy(() => {
      const onAxes = tf.matMul(centred, axes, false, true); // [samples, components]
      return tf.linalg.gramSchmidt(tf.matMul<tf.Tensor2D>(onAxes, centred, true)) as tf.Tensor2D;
    });
    axes.dispose();
    axes = turned;
  }
  centred.dispose();
  return axes;
}

const matrixOf = ({ data, shape: [count = 1] }: NdArray): tf.Tensor2D => tf.tensor2d(data, [count, data.length / count]);

async function allSamples(dataset: Dataset): Promise<NdArray> {
  for await (const { clean } of dataset.batches({ batchSize: dataset.info.size! })) return clean;
  throw new Error('Expected a dataset with at least one sample.');
}
