import '@tensorflow/tfjs-backend-cpu';
import { InvalidOptionError } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { latentStatistics } from '../projections/latent-statistics.js';
import { svg } from '../svg.js';
import { correlationGrid } from './correlation-grid.js';
import { checkGrid } from './grid.js';

describe('correlationGrid(statistics)', () => {
  it('has the correlation of each unit, from the top, with each, from the left', async () => {
    const codes = { data: Float32Array.of(1, -2, 0, 2, -4, 1, 3, -6, 0), shape: [3, 3] };
    const grid = correlationGrid(await latentStatistics(codes));
    expect(() => checkGrid(grid)).not.toThrow();
    [1, -1, 0, -1, 1, 0, 0, 0, 1].forEach((value, i) => expect(grid.images.data[i]).toBeCloseTo(value, 6));
    expect([grid.x.values, grid.y.values, grid.range]).toEqual([[0, 1, 2], [2, 1, 0], [-1, 1]]);
    expect(svg(grid)).toContain('3 × 3');
  });

  const many = { variance: Float32Array.from({ length: 100 }, (_, unit) => unit % 50), correlation: { data: Float32Array.from({ length: 10_000 }, (_, i) => i / 10_000), shape: [100, 100] } };

  it('shows the 64 units that vary most of many, in their order', () => {
    const { images, x } = correlationGrid(many);
    expect(x.values).toEqual([...Array.from({ length: 32 }, (_, i) => 18 + i), ...Array.from({ length: 32 }, (_, i) => 68 + i)]);
    expect(images.data[1]).toBeCloseTo(0.1819, 6); // of 18 and 19
  });

  it('shows the units that are asked for, and refuses those that there are not', () => {
    const { images, x, y } = correlationGrid(many, { units: [7, 3] });
    expect([x.values, y.values]).toEqual([[7, 3], [3, 7]]);
    [0.0707, 0.0703, 0.0307, 0.0303].forEach((value, i) => expect(images.data[i]).toBeCloseTo(value, 6));
    for (const units of [[100], [-1], [0.5], []]) expect(() => correlationGrid(many, { units })).toThrow(InvalidOptionError);
  });
});
