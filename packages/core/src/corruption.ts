import type { Tensor } from '@tensorflow/tfjs-core';
import type { Draws } from './draws.js';
import type { Part } from './part.js';
import type { Range, Shape } from './values.js';

/**
 * Makes x′ from x. A part of training only: it is never in a saved model's outputs and `reconstruct` never applies it.
 */
export interface Corruption extends Part {
  /**
   * Refuses samples that it cannot corrupt; called when a recipe takes it, before there are data.
   *
   * @throws InvalidOptionError that says what it takes
   */
  check?(samples: { readonly inputShape: Shape; readonly range: Range }): void;
  /** `[batch, ...inputShape]` → the same shape. */
  apply(clean: Tensor, draws: Draws): Tensor;
}
