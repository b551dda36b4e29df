import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Autoencoder } from './autoencoder.js';
import type { Batch } from './dataset.js';
import type { Bottleneck } from './bottleneck.js';
import type { Corruption } from './corruption.js';
import type { Loss } from './loss.js';
import type { Part } from './part.js';
import type { Penalty } from './penalty.js';
import type { Scaler } from './scaler.js';
import type { Seed } from './seed.js';
import type { NamedTensors } from './terms.js';
import type { NamedArrays, Range, Shape } from './values.js';

/**
 * All that makes one kind of autoencoder, before anything is allocated. A *base* such as `undercomplete` makes one; a
 * *decorator* such as `denoise` takes one and returns another. `createAutoencoder` turns it into a model.
 */
export interface Recipe extends Part {
  readonly of?: Recipe;
  /** The shape of one input, without the batch axis. */
  readonly inputShape: Shape;
  /** The shape of one reconstruction. */
  readonly outputShape: Shape;
  /** The shape of one code. */
  readonly codeShape: Shape;
  /** The values that the output head can give; `train` refuses data outside it (scaled data, where there is a scaler). */
  readonly range: Range;
  /** f: `[batch, ...inputShape]` → encoded. A second input, where there is one, receives the condition. */
  encoder(seed: Seed): LayersModel;
  /** g: `[batch, ...codeShape]` → `[batch, ...outputShape]`; it sees the encoder, whose kernels it may share. */
  decoder(seed: Seed, encoder: LayersModel): LayersModel;
  readonly loss: Loss;
  /** Between the data and the networks, which see scaled values; see `scaled`. */
  readonly scaler?: Scaler;
  readonly corruption?: Corruption;
  readonly bottleneck?: Bottleneck;
  readonly penalties?: readonly Penalty[];
  /** Sets weights from data before the first step of each run that does not resume one; `sample` is the first batch. */
  initialise?(model: Autoencoder, sample: Batch): Promise<void>;
  /** Bounds on what is learned, part of the step. */
  readonly constrain?: Constraint;
  /** Called after each step, for what cannot be part of it, such as setting dead units anew. */
  between?(step: number, access: Access): Promise<void>;
}

/** Functions of tensors by parameter name (`encoder/1/kernel`), traced with the step; they return what they change. */
export interface Constraint {
  /** Before the optimiser: changed gradients. */
  gradients?(parameters: NamedTensors, gradients: NamedTensors): NamedTensors;
  /** After the optimiser: changed parameters. */
  parameters?(parameters: NamedTensors): NamedTensors;
}

/** Reads and writes parameters (`encoder/…`, `decoder/…`, `bottleneck/…`) and the optimiser's slots (`optimiser/…`). */
export interface Access {
  read(): Promise<NamedArrays>;
  /** Writes the arrays that are given and leaves the rest. */
  write(values: NamedArrays): Promise<void>;
}
