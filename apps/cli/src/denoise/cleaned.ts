import type { Denoiser } from '@hourglass/denoising';

/** What cleans the files of one kind. */
export interface Cleaner {
  readonly model: Denoiser;
  /** Frames a second of the sound that the model was trained on, where that is known. */
  readonly sampleRate?: number;
}

/** A file after it was cleaned. */
export interface Cleaned {
  readonly bytes: Uint8Array;
  /** What was done to it beside, in words. */
  readonly notes: readonly string[];
}
