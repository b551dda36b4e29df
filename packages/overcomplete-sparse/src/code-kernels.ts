import * as tf from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';

type Layer = InstanceType<typeof layers.Layer>;

/** Scales each column of a dense layer's kernel `[inputs, units]` to the length 1. */
export function unitColumns(layer: Layer): void {
  tf.tidy(() => {
    const [kernel, ...others] = layer.getWeights();
    layer.setWeights([tf.div(kernel!, tf.norm(kernel!, 2, 0, true)), ...others]);
  });
}

/** Sets the kernel of `to` to the transpose of that of `from`. */
export function mirrorKernel(from: Layer, to: Layer): void {
  tf.tidy(() => to.setWeights([tf.transpose(from.getWeights()[0]!), ...to.getWeights().slice(1)]));
}
