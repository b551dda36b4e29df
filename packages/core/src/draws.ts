import type { Tensor } from '@tensorflow/tfjs-core';
import type { Shape } from './values.js';

/**
 * The random numbers of one step for one part, fresh at each step and the same for the same seed on every engine.
 * Engines supply them from the host; no operation of TensorFlow.js draws anything.
 */
export interface Draws {
  /** Independent draws from the standard normal distribution. */
  normal(shape: Shape): Tensor;
  /** Independent draws from [0, 1). */
  uniform(shape: Shape): Tensor;
}
