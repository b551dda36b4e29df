import type { Contender } from './contender.js';
import type { Outcome } from './outcome.js';

/** What is measured, and who takes part. */
export interface Bench {
  /** @param folder an empty one, for what is handed to contenders in other processes */
  contenders(folder: string): Promise<readonly Contender[]>;
  /** Runs these contenders, and gives each outcome as soon as it is known. */
  run(contenders: readonly Contender[], settings: Settings): AsyncIterable<Outcome>;
}

export interface Settings {
  /** The bench's name. */
  readonly name: string;
  /** How often each contender is measured. Default: as often as the bench needs. */
  readonly rounds?: number;
  /** Told what is being done. */
  readonly onProgress: (line: string) => void;
}
