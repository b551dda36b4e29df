import '@tensorflow/tfjs-backend-cpu';
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
});
