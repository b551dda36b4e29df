/**
 * Adam as all contenders have it. They differ in where epsilon is added (Keras: before the correction of the moments), so it
 * is too small to matter: the gradients of a mean over many values are near the usual 1e-7.
 */
export const adamOptions = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-10 };
