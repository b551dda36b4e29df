import { readFileSync } from 'node:fs';
import { continuity, knnAccuracy, projectPca, trustworthiness } from '@hourglass/latent-vis';
import { describe, expect, it } from 'vitest';

interface Case {
  shape: [samples: number, units: number];
  codes: number[];
  labels: number[];
  neighbours: number;
  points: number[];
  shares: [number, number];
  trustworthiness: number;
  continuity: number;
  accuracy: { codes: number; points: number };
}

const fixture = JSON.parse(readFileSync(new URL('fixtures/projections.json', import.meta.url), 'utf8')) as { cases: Case[] };

describe.each(fixture.cases)('codes of shape $shape and $neighbours neighbours', ({ shape, labels, neighbours, ...expected }) => {
  const codes = { data: Float32Array.from(expected.codes), shape };
  const points = { data: Float32Array.from(expected.points), shape: [shape[0], 2] };

  it('are projected as by the PCA of scikit-learn, up to the signs of the axes', async () => {
    const { points: found, axes } = await projectPca({ codes });
    for (const axis of [0, 1]) {
      const column = (values: ArrayLike<number>): number[] => Array.from({ length: shape[0] }, (_, i) => values[2 * i + axis]!);
      const [ours, theirs] = [column(found.data), column(expected.points)];
      const sign = Math.sign(ours.reduce((sum, value, i) => sum + value * theirs[i]!, 0));
      ours.forEach((value, i) => expect(Math.abs(value - sign * theirs[i]!)).toBeLessThan(1e-4));
      expect(axes[axis]).toBe(`PCA ${axis + 1} (${(100 * expected.shares[axis]!).toFixed(0)} %)`);
    }
  });

  it('are judged as by scikit-learn', async () => {
    expect(Math.abs((await trustworthiness(codes, points, { neighbours })) - expected.trustworthiness)).toBeLessThan(1e-6);
    expect(Math.abs((await continuity(codes, points, { neighbours })) - expected.continuity)).toBeLessThan(1e-6);
    expect(await knnAccuracy(codes, labels, { neighbours })).toBeCloseTo(expected.accuracy.codes, 9);
    expect(await knnAccuracy(points, labels, { neighbours })).toBeCloseTo(expected.accuracy.points, 9);
  });
});
