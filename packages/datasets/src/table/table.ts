/** Rows that are read from a place where every row has the same columns, some at a time. */
export interface Table {
  /** What errors call it. */
  readonly name: string;
  /** One name a column. */
  readonly columns: readonly string[];
  /** The rows from the first on; a block is written over once the next is asked for. */
  blocks(onSkip?: OnSkipRow): AsyncIterable<TableBlock>;
}

/** Some rows of a table. */
export interface TableBlock {
  readonly rows: number;
  /** Where a row is, as errors say it: `line 12`. */
  place(row: number): string;
  /** The number in a cell, or NaN where it holds none. */
  number(row: number, column: number): number;
  /** What a cell holds, as text; undefined where it is missing. */
  text(row: number, column: number): string | undefined;
}

/** Is told of a row that is left out: where it is, as in `line 12`, and why. */
export type OnSkipRow = (skipped: { readonly name: string; readonly reason: string }) => void;
