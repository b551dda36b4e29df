import type { Curves, Series } from './curves.js';

/** What the curves need of the history of a run. */
export interface TrainingHistory {
  /** How the loss is reduced: `mean` or `sum-per-sample`. */
  readonly reduction: string;
  readonly epochs: readonly {
    readonly epoch: number;
    /** Terms by name; `total` is their weighted sum. */
    readonly train: Readonly<Record<string, number>>;
    readonly val?: Readonly<Record<string, number>>;
  }[];
}

/**
 * The terms of a run by epoch.
 *
 * @param history what `train` keeps
 * @returns the series `train/total` and `val/total`; where the total has more summands than the reconstruction, also
 *   each summand, as `train/<term>` and `val/<term>`; where validation also measures clean inputs, `val/clean/<term>`
 */
export function lossCurves({ reduction, epochs }: TrainingHistory): Curves {
  const names = (split: 'train' | 'val'): string[] => [...new Set(epochs.flatMap((epoch) => Object.keys(epoch[split] ?? {})))];
  const isLoss = names('train').every((name) => name === 'total' || name === 'reconstruction');
  const terms = isLoss ? ['total'] : ['total', ...names('train').filter((name) => name !== 'total')];

  const series = (split: 'train' | 'val', drawn: readonly string[]): Series[] =>
    drawn
      .filter((name) => names(split).includes(name))
      .map((name) => ({ name: `${split}/${name}`, values: epochs.map((epoch) => epoch[split]?.[name]) }));

  return {
    kind: 'curves',
    x: epochs.map(({ epoch }) => epoch),
    series: [...series('train', terms), ...series('val', terms), ...series('val', terms.map((name) => `clean/${name}`))],
    xLabel: 'epoch',
    yLabel: `${isLoss ? 'loss' : 'terms'} (${reduction.replaceAll('-', ' ')})`,
  };
}
