import type { Constraint } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Keeps the directions of a kernel at the length 1. The part of a gradient that lies along a direction is removed first, since
 * it would change nothing but the length, and the moments of the optimiser (Bricken et al., 2023).
 *
 * @param name of the kernel
 * @param axis along which a direction lies
 */
export const unitDirections = (name: string, axis: 0 | 1): Constraint => ({
  gradients: (parameters, gradients) => {
    const [kernel, gradient] = [parameters[name]!, gradients[name]!];
    const along = tf.sum(tf.mul(gradient, kernel), axis, true);
    return { [name]: tf.sub(gradient, tf.mul(along, kernel)) };
  },
  parameters: (parameters) => {
    const kernel = parameters[name]!;
    return { [name]: tf.div(kernel, tf.maximum(tf.norm(kernel, 2, axis, true), shortest)) };
  },
});

/** Below any length that a step leaves; it keeps a direction of zeros from becoming NaN. */
const shortest = 1e-12;
