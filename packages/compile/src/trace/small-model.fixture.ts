import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { numbers } from './numbers.fixture.js';

export interface SmallModel {
  readonly model: layers.Sequential;
  /** What gradients are for. */
  readonly parameters: Readonly<Record<string, tf.Variable>>;
  /** What batch normalisation assigns. */
  readonly state: Readonly<Record<string, tf.Variable>>;
}

/** A convolutional autoencoder of 8×8 images, with every layer that its kind has. */
export function smallModel(): SmallModel {
  const model = layers.sequential();
  model.add(layers.layers.conv2d({ inputShape: [8, 8, 1], filters: 3, kernelSize: 3, padding: 'same', activation: 'relu' }));
  model.add(layers.layers.maxPooling2d({ poolSize: 2, padding: 'same' }));
  model.add(layers.layers.batchNormalization());
  model.add(layers.layers.flatten());
  model.add(layers.layers.dense({ units: 5, activation: 'tanh' }));
  model.add(layers.layers.dense({ units: 32, activation: 'relu' }));
  model.add(layers.layers.reshape({ targetShape: [4, 4, 2] }));
  model.add(layers.layers.upSampling2d({ size: [2, 2] }));
  model.add(layers.layers.conv2dTranspose({ filters: 2, kernelSize: 3, padding: 'same', activation: 'relu' }));
  model.add(layers.layers.conv2d({ filters: 1, kernelSize: 3, padding: 'same', activation: 'sigmoid' }));
  const parameters: Record<string, tf.Variable> = {};
  const state: Record<string, tf.Variable> = {};
  model.weights.forEach((weight, place) => {
    const variable = weight.read() as tf.Variable;
    const values = numbers(variable.size, place + 1).map((x) => (weight.trainable ? x / 4 : Math.abs(x)));
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
    (weight.trainable ? parameters : state)[`${place}/${weight.name.split('/').at(-1)}`] = variable;
  });
  return { model, parameters, state };
}

/** Binary cross-entropy and its gradients by parameter. */
export function trainingStep({ model, parameters }: SmallModel, x: tf.Tensor): Record<string, tf.Tensor> {
  const { value, grads } = tf.variableGrads(() => {
    const y = tf.clipByValue(model.apply(x, { training: true }) as tf.Tensor, 1e-7, 1 - 1e-7);
    const crossEntropy = tf.add(tf.mul(x, tf.log(y)), tf.mul(tf.sub(1, x), tf.log(tf.sub(1, y))));
    return tf.neg(tf.mean(crossEntropy));
  }, Object.values(parameters));
  const gradients = Object.entries(parameters).map(([name, { name: own }]): [string, tf.Tensor] => [
    `gradient/${name}`,
    grads[own]!,
  ]);
  return { loss: value, ...Object.fromEntries(gradients) };
}
