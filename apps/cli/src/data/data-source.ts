import type { Dataset, Range } from '@hourglass/core';
import type { Place } from './place.js';

/** A kind of thing that `--data` may stand for. */
export interface DataSource {
  /** What messages call it. */
  readonly name: string;
  /** In place of a path: `mnist`. */
  readonly names?: readonly string[];
  /** What may follow a question mark, and how its text is read; values are checked by what reads the data. */
  readonly options: Readonly<Record<string, (text: string) => unknown>>;
  /** Whether this is how to read what lies there, with options of these names. */
  matches(place: Place, given: readonly string[]): boolean;
  /**
   * @param options the values that were given, read but not checked
   * @param range that of the model which is to see the samples
   * @throws HourglassError where the samples or the options are not fit
   */
  open(place: Place, options: Readonly<Record<string, unknown>>, range?: Range): Promise<Opened>;
}

/** Samples: in two parts, of which one is never learned from, or as a whole in stored order. */
export type Opened = (Parts | Whole) & {
  /** What a sample says, where it stands for text. */
  readonly textOf?: TextOf;
};

export type TextOf = (sample: ArrayLike<number>) => string;

export interface Whole {
  readonly whole: Dataset;
  /** How many of the samples after one hold some of its values, as windows do that overlap; none unless given. */
  readonly overlap?: number;
}

export interface Parts {
  /** To learn from. */
  readonly train: Dataset;
  /** To measure with; never learned from. */
  readonly test: Dataset;
}
