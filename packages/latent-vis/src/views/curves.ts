/** One line of a chart. */
export interface Series {
  readonly name: string;
  /** One value for each place on the horizontal axis; `undefined` or NaN where there is none, which leaves a gap. */
  readonly values: readonly (number | undefined)[];
}

/** Lines over one horizontal axis. */
export interface Curves {
  readonly kind: 'curves';
  /** Rising. */
  readonly x: readonly number[];
  readonly series: readonly Series[];
  readonly xLabel: string;
  readonly yLabel: string;
}
