import { expect, it } from 'vitest';
import { revive } from './revive.js';

const array = (shape: number[], data: number[]) => ({ data: Float32Array.from(data), shape });

it('gives each dead unit a residual as its direction and clears its moments, and leaves the living as they are', () => {
  const values = {
    'encoder/0/kernel': array([2, 3], [10, 1, 1, 0, 1, 1]),
    'encoder/0/bias': array([3], [5, 6, 7]),
    'decoder/0/kernel': array([3, 2], [1, 0, 3, 4, 0, 1]),
    'decoder/0/bias': array([2], [8, 9]),
    'optimiser/moment1/encoder/0/kernel': array([2, 3], [1, 2, 3, 4, 5, 6]),
    'optimiser/moment1/decoder/0/kernel': array([3, 2], [1, 2, 3, 4, 5, 6]),
    'optimiser/moment1/encoder/0/bias': array([3], [1, 2, 3]),
    'optimiser/moment1/decoder/0/bias': array([2], [1, 2]),
    'penalty/resample/idle': array([3], [0, 20, 30]),
    'penalty/resample/residuals': array([3, 2], [3, 4, 0, -2, 1, 1]),
    'penalty/resample/centre': array([2], [5, 10]),
  };
  const changed = Object.fromEntries(Object.entries(revive(values, [1, 2])).map(([name, { data }]) => [name, [...data].map((x) => +x.toFixed(5) + 0)]));
  expect(changed).toEqual({
    'encoder/0/kernel': [10, 1.2, 0, 0, 1.6, -2], // a fifth of 10, the length of the living column
    'encoder/0/bias': [5, -22, 20], // 0 at the centre: −(1.2 · 5 + 1.6 · 10) and 2 · 10
    'decoder/0/kernel': [1, 0, 0.6, 0.8, 0, -1],
    'optimiser/moment1/encoder/0/kernel': [1, 0, 0, 4, 0, 0],
    'optimiser/moment1/decoder/0/kernel': [1, 2, 0, 0, 0, 0],
    'optimiser/moment1/encoder/0/bias': [1, 0, 0],
    'penalty/resample/idle': [0, 0, 0],
  });
  expect(values['encoder/0/bias'].data[1]).toBe(6);
});
