import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Part } from './part.js';
import type { Seed } from './seed.js';
import type { Stateful, StepContext, Terms } from './terms.js';

/** Ω: what is asked of the code or the weights beside a good reconstruction. */
export interface Penalty extends Part {
  create(seed: Seed): PenaltyInstance;
}

/** All that a penalty may look at. */
export interface PenaltyInput {
  readonly clean: Tensor;
  /** What the encoder saw; `clean` itself where nothing was corrupted. */
  readonly corrupted: Tensor;
  /** What the encoder gave, before the bottleneck. */
  readonly encoded: Tensor;
  readonly code: Tensor;
  readonly reconstruction: Tensor;
  /** One class a sample, where the data are labelled: `[batch]`. */
  readonly label?: Tensor;
  /** What networks with a second input see beside the first; `applyModel` passes it on. */
  readonly condition?: Tensor;
  readonly mask?: Tensor;
  readonly encoder: LayersModel;
  readonly decoder: LayersModel;
}

export interface PenaltyInstance extends Stateful {
  apply(input: PenaltyInput, context: StepContext): Terms;
}
