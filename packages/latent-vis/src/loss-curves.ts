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
 *   each summand, as `train/<term>` and `val/<term>`
 */
export function lossCurves({ reduction, epochs }: TrainingHistory): Curves {
  const names = (split: 'train' | 'val'): Set<string> => new Set(epochs.flatMap((epoch) => Object.keys(epoch[split] ?? {})));
  const isTotal = [...names('train')].every((name) => name === 'total' || name === 'reconstruction');

  const series = (split: 'train' | 'val'): Series[] =>
    [...names(split)]
      .filter((name) => !(isTotal && name === 'reconstruction'))
      .sort((a, b) => Number(b === 'total') - Number(a === 'total'))
      .map((name) => ({ name: `${split}/${name}`, values: epochs.map((epoch) => epoch[split]?.[name]) }));

  return {
    kind: 'curves',
    x: epochs.map(({ epoch }) => epoch),
    series: [...series('train'), ...series('val')],
    xLabel: 'epoch',
    yLabel: `${isTotal ? 'loss' : 'terms'} (${reduction.replaceAll('-', ' ')})`,
  };
}
