import type { Autoencoder } from './autoencoder.js';
import type { History } from './history.js';
import type { Optimiser } from './optimiser.js';
import type { Position } from './position.js';
import type { NamedArrays } from './values.js';

/** What `train` gives back, `save` keeps and `load` brings back: a model and all that is needed to go on training it. */
export interface Run {
  readonly model: Autoencoder;
  readonly history: History;
  /** Why training ended. A run that was aborted can be resumed in the middle of its epoch. */
  readonly stopped: 'completed' | 'early-stopping' | 'aborted';
  readonly position: Position;
  readonly optimiser: Optimiser;
  readonly batchSize: number;
  readonly shuffle: boolean;
  /** The optimiser's slots by name. */
  readonly slots: NamedArrays;
  /** The best epoch so far, where early stopping looks for it. */
  readonly best?: Best;
  readonly engine: { readonly name: string; readonly choices: Readonly<Record<string, string | number>> };
}

export interface Best {
  readonly epoch: number;
  /** The total that early stopping watches. */
  readonly value: number;
  /** Parameters and states as they were. */
  readonly weights: NamedArrays;
}
