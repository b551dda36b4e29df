/** How far a run has come. */
export interface Position {
  /** Whole epochs that are done. */
  readonly epoch: number;
  /** Batches of the next epoch that are done. */
  readonly batch: number;
  /** Steps since the start. */
  readonly step: number;
  /** Sums of each term over the samples of the epoch that is under way, and the number of these samples. */
  readonly sums: Readonly<Record<string, number>>;
  readonly samples: number;
  /** Seconds already spent on the epoch that is under way. */
  readonly seconds: number;
}

/** The beginning of an epoch. */
export const startOf = (epoch: number, step: number): Position => ({ epoch, batch: 0, step, sums: {}, samples: 0, seconds: 0 });

/** The position after one more step, on a batch of `count` samples, `seconds` into the epoch. */
export function advance(position: Position, terms: Readonly<Record<string, number>>, count: number, seconds: number): Position {
  const sums = Object.entries(terms).map(([name, value]) => [name, (position.sums[name] ?? 0) + count * value] as const);
  return {
    epoch: position.epoch,
    batch: position.batch + 1,
    step: position.step + 1,
    sums: Object.fromEntries(sums),
    samples: position.samples + count,
    seconds,
  };
}

/** Means of the terms over the samples of the epoch so far. */
export const meansOf = ({ sums, samples }: Position): Record<string, number> =>
  Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / samples]));
