import { describe, expect, it } from 'vitest';
import { lossCurves } from './loss-curves.js';

const history = {
  reduction: 'mean',
  epochs: [
    { epoch: 1, train: { total: 0.5, reconstruction: 0.5 }, val: { total: 0.6, reconstruction: 0.6 } },
    { epoch: 2, train: { total: 0.4, reconstruction: 0.4 } },
    { epoch: 3, train: { total: 0.3, reconstruction: 0.3 }, val: { total: 0.35, reconstruction: 0.35 } },
  ],
};

describe('lossCurves(history)', () => {
  it('gives the totals by epoch, undefined where an epoch was not validated', () => {
    expect(lossCurves(history)).toEqual({
      kind: 'curves',
      x: [1, 2, 3],
      series: [
        { name: 'train/total', values: [0.5, 0.4, 0.3] },
        { name: 'val/total', values: [0.6, undefined, 0.35] },
      ],
      xLabel: 'epoch',
      yLabel: 'loss (mean)',
    });
  });

  it('gives each term, the total first, where there is more than the reconstruction', () => {
    const terms = { reconstruction: 1, 'klSparsity/kl': 0.2, total: 1.1 };
    const { series, yLabel } = lossCurves({ reduction: 'sum-per-sample', epochs: [{ epoch: 1, train: terms, val: terms }] });
    expect(series.map(({ name }) => name)).toEqual([
      'train/total',
      'train/reconstruction',
      'train/klSparsity/kl',
      'val/total',
      'val/reconstruction',
      'val/klSparsity/kl',
    ]);
    expect(yLabel).toBe('terms (sum per sample)');
  });

  it('shows the totals of clean inputs beside, and leaves out what is measured but no term', () => {
    const measured = { total: 1, reconstruction: 1, mse: 0.1, mae: 0.2 };
    const clean = { 'clean/total': 2, 'clean/reconstruction': 2, 'clean/mse': 0.3 };
    const epochs = [{ epoch: 1, train: { total: 1, reconstruction: 1 }, val: { ...measured, ...clean } }];
    const names = lossCurves({ reduction: 'mean', epochs }).series.map(({ name }) => name);
    expect(names).toEqual(['train/total', 'val/total', 'val/clean/total']);
  });

  it('takes a term that appears in a later epoch', () => {
    const epochs = [
      { epoch: 1, train: { total: 1 } },
      { epoch: 2, train: { total: 1, kl: 3 } },
    ];
    expect(lossCurves({ reduction: 'mean', epochs }).series[1]).toEqual({ name: 'train/kl', values: [undefined, 3] });
  });

  it('has no series without epochs', () => {
    expect(lossCurves({ reduction: 'mean', epochs: [] })).toMatchObject({ x: [], series: [] });
  });
});
