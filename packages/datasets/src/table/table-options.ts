import { finiteBounds, wholePositive, type Range } from '@hourglass/core';
import * as v from 'valibot';
import type { OnSkipRow } from './table.js';

/** How the columns of a table become samples. */
export interface TableOptions {
  /** The columns that make a sample, in this order. Default: all but the label's. */
  readonly columns?: readonly string[];
  /** The column of labels: whole numbers as they are, or names, numbered in order of appearance. Default: none. */
  readonly label?: string;
  /** Columns whose numbers are names of categories. Columns of text are categorical without being named. */
  readonly categorical?: readonly string[];
  /** Different values that a categorical column may hold; each is one value of a sample. Default 100. */
  readonly maxCategories?: number;
  /**
   * What becomes of missing values: `mask` gives a mask, with the value of the range nearest to 0 in their place; `drop`
   * leaves their rows out. Default: they are refused.
   */
  readonly missing?: 'mask' | 'drop';
  /** The range that all values must lie in. Default: the first of [0, 1] and [-1, 1] that holds them, or as found. */
  readonly range?: Range;
  /** Is told of each row that is left out, while the table is looked through. */
  readonly onSkip?: OnSkipRow;
}

/** Entries of a schema that takes `TableOptions`. */
export const tableEntries = {
  columns: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  label: v.optional(v.string()),
  categorical: v.optional(v.array(v.string()), []),
  maxCategories: v.optional(wholePositive, 100),
  missing: v.optional(v.picklist(['mask', 'drop'])),
  range: v.optional(finiteBounds),
  onSkip: v.optional(v.custom<OnSkipRow>((value) => typeof value === 'function', 'Expected a function')),
};

/** `TableOptions` with defaults. */
export type CheckedTableOptions = v.InferOutput<v.StrictObjectSchema<typeof tableEntries, undefined>>;
