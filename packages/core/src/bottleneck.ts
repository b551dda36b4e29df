import type { Tensor } from '@tensorflow/tfjs-core';
import type { Part } from './part.js';
import type { Seed } from './seed.js';
import type { Stateful, StepContext, Terms } from './terms.js';

/** The stage between encoder and code: top-k, sampling, quantising. Without one the code is what the encoder gives. */
export interface Bottleneck extends Part {
  create(seed: Seed): BottleneckInstance;
}

export interface BottleneckInstance extends Stateful {
  /**
   * @param encoded what the encoder gives: `[batch, ...]`
   * @returns the code `[batch, ...codeShape]`, and terms to add to the total
   */
  apply(encoded: Tensor, context: StepContext): { readonly code: Tensor; readonly terms?: Terms };
}
