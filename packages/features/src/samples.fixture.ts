import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { createAutoencoder, fillNormal, fromLayers, fromSamples, meanSquaredError, type Autoencoder, type Dataset, type Samples } from '@hourglass/core';
import { initializers, layers, sequential, type LayersModel } from '@tensorflow/tfjs-layers';

await tf.setBackend('cpu');

/** Points of three classes around the corners of a triangle, in six dimensions, from 0 to 1. */
export const clouds = (count: number, seed: number): Dataset => fromSamples(cloudSamples(count, seed));

/** The same as arrays, the points in another unit where that is asked for. */
export function cloudSamples(count: number, seed: number, unit = (x: number): number => x): Required<Pick<Samples, 'clean' | 'label'>> {
  const data = new Float32Array(6 * count);
  fillNormal(seed, data);
  const label = Int32Array.from({ length: count }, (_, i) => i % 3);
  data.forEach((noise, i) => { data[i] = unit(Math.min(1, Math.max(0, (i % 3 === Math.floor(i / 6) % 3 ? 0.8 : 0.3) + 0.12 * noise))); });
  return { clean: { data, shape: [count, 6] }, label: { data: label, shape: [count] } };
}

const dense = (units: number, inputSize: number, activation: 'sigmoid' | 'tanh' | 'linear') =>
  layers.dense({ units, inputShape: [inputSize], activation, kernelInitializer: initializers.glorotUniform({ seed: units }) });
export const stack = (activation: 'sigmoid' | 'tanh' | 'linear', ...widths: number[]): LayersModel =>
  sequential({ layers: widths.slice(1).map((units, i) => dense(units, widths[i]!, activation)) });

/** 6 → 5 → 3 → 5 → 6, with sigmoids. */
export function deep(): Autoencoder {
  const [encoder, decoder] = [stack('sigmoid', 6, 5, 3), stack('sigmoid', 3, 5, 6)];
  const model = createAutoencoder(fromLayers({ encoder, decoder, loss: meanSquaredError() }));
  encoder.dispose();
  decoder.dispose();
  return model;
}
