import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** The derivatives of activations, as functions of what they gave. */
export const slopes = {
  sigmoid: (h: tf.Tensor) => tf.mul(h, tf.sub(1, h)),
  tanh: (h: tf.Tensor) => tf.sub(1, tf.square(h)),
  relu: (h: tf.Tensor) => tf.step(h),
  linear: (h: tf.Tensor) => tf.onesLike(h),
} as const;

interface OnlyDense {
  readonly activation: keyof typeof slopes;
  readonly kernel: LayersModel['weights'][number];
}

/** The layer of a network that has a single dense one of a known activation, and none that changes more than the shape. */
export function onlyDense({ layers }: LayersModel): OnlyDense | undefined {
  const [dense, ...others] = layers.filter((layer) => !['InputLayer', 'Flatten'].includes(layer.getClassName()));
  const activation = dense?.getConfig()['activation'] as string;
  const kernel = dense?.weights.find(({ shape }) => shape.length === 2);
  const isOnly = dense?.getClassName() === 'Dense' && others.length === 0 && kernel !== undefined && activation in slopes;
  return isOnly ? { activation: activation as keyof typeof slopes, kernel } : undefined;
}
