/** How far a run has come. */
export interface Position {
  /** Whole epochs that are done. */
  readonly epoch: number;
  /** Batches of the next epoch that are done. */
  readonly batch: number;
  /** Steps since the start. */
  readonly step: number;
  /** Sums of each term over the batches of the epoch under way, each times the weight of its batch, and of the weights. */
  readonly sums: Readonly<Record<string, number>>;
  readonly weight: number;
  /** Seconds already spent on the epoch that is under way. */
  readonly seconds: number;
}

/** The beginning of an epoch. */
export const startOf = (epoch: number, step: number): Position => ({ epoch, batch: 0, step, sums: {}, weight: 0, seconds: 0 });

/** The position after one more step, on a batch of this weight, `seconds` into the epoch. */
export function advance(position: Position, terms: Readonly<Record<string, number>>, weight: number, seconds: number): Position {
  const sums = Object.entries(terms).map(([name, value]) => [name, (position.sums[name] ?? 0) + weight * value] as const);
  return {
    epoch: position.epoch,
    batch: position.batch + 1,
    step: position.step + 1,
    sums: Object.fromEntries(sums),
    weight: position.weight + weight,
    seconds,
  };
}

/** Means of the terms over the epoch so far. */
export const meansOf = ({ sums, weight }: Position): Record<string, number> =>
  Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / weight]));
