import type { Autoencoder } from './autoencoder.js';
import type { EngineChoices } from './engine.js';
import type { History } from './history.js';
import type { Optimiser } from './optimiser.js';
import type { Position } from './position.js';
import type { NamedArrays } from './values.js';

/** What `train` gives back, `save` keeps and `load` brings back: a model and all that is needed to go on training it. */
export interface Run {
  readonly model: Autoencoder;
  readonly history: History;
  /**
   * Why training ended; `running` in a checkpoint written meanwhile. A run that was aborted, or cut off while running, can
   * be resumed in the middle of its epoch.
   */
  readonly stopped: 'completed' | 'early-stopping' | 'aborted' | 'running';
  readonly position: Position;
  readonly optimiser: Optimiser;
  readonly batchSize: number;
  readonly shuffle: boolean;
  /** The optimiser's slots by name. */
  readonly slots: NamedArrays;
  /** The best epoch so far, where early stopping looks for it. */
  readonly best?: Best;
  /** The weights to go on from, where the model holds the best ones instead. */
  readonly last?: NamedArrays;
  readonly engine: { readonly name: string; readonly choices: EngineChoices };
}

export interface Best {
  readonly epoch: number;
  /** The total that early stopping watches. */
  readonly value: number;
  /** Parameters and states as they were. */
  readonly weights: NamedArrays;
}
