import type { Range } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import type { DataSummary } from './data-summary.js';
import { suggest } from './suggestion.js';

const summary = (range: Range, more: Partial<DataSummary> = {}): DataSummary => ({
  ...{ samples: 5000, inputShape: [10], targetShape: [10], dtype: 'float32', range, found: range },
  ...{ mean: 0, stddev: 1, missing: 0, constant: 0, farthest: 3 },
  ...more,
});

describe('suggest(spec, summary)', () => {
  it.each<[string, DataSummary, string, RegExp]>([
    ['pixels', summary([0, 1], { inputShape: [28, 28, 1] }), 'none', /--widths 128 --code-size 32 --out out\/x$/],
    ['sound', summary([-1, 1], { farthest: 40 }), 'none', /--data x\.csv --code-size 4 --out out\/x$/],
    ['a table', summary([-3, 700]), 'standard', /--code-size 4 --out/],
    ['amounts with a few that are huge', summary([0, 90000], { farthest: 40 }), 'log', /--scaler log/],
    ['measurements with a few that are far off', summary([-50, 90000], { farthest: 40 }), 'robust', /--scaler robust/],
    ['few samples', summary([0, 1], { samples: 100 }), 'none', /--batch-size 32/],
    ['samples of two numbers', summary([0, 1], { inputShape: [2] }), 'none', /--code-size 1 /],
  ])('%s', (_, found, scaler, command) => {
    const suggestion = suggest('x.csv', found);
    expect(suggestion.scaler).toBe(scaler);
    expect(suggestion.command).toMatch(command);
  });

  it('quotes what a shell would take apart', () => {
    expect(suggest('a b/?size=8x8', summary([0, 1])).command).toContain("--data 'a b/?size=8x8' --code-size 4 --out 'out/a b'");
  });
});
