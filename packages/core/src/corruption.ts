import type { Tensor } from '@tensorflow/tfjs-core';
import type { Draws } from './draws.js';
import type { Part } from './part.js';

/**
 * Makes x′ from x. A part of training only: it is never in a saved model's outputs and `reconstruct` never applies it.
 */
export interface Corruption extends Part {
  /** `[batch, ...inputShape]` → the same shape. */
  apply(clean: Tensor, draws: Draws): Tensor;
}
