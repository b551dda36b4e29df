import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fuzzyGraph } from '../../packages/latent-vis/src/projections/fuzzy-graph.js';
import { nearestCodes } from '../../packages/latent-vis/src/projections/nearest-codes.js';
import { umapCurve } from '../../packages/latent-vis/src/projections/umap-curve.js';

interface Fixture {
  graphs: { shape: [samples: number, units: number]; codes: number[]; neighbours: number; pairs: [head: number, tail: number, weight: number][] }[];
  curves: { minDist: number; a: number; b: number }[];
}

const { graphs, curves } = JSON.parse(readFileSync(new URL('fixtures/umap.json', import.meta.url), 'utf8')) as Fixture;

describe.each(graphs)('codes of shape $shape and $neighbours neighbours', ({ shape: [count, units], codes, neighbours, pairs }) => {
  it('hold each other as in the graph of umap-learn', () => {
    const { heads, tails, weights } = fuzzyGraph(nearestCodes({ data: Float32Array.from(codes), count, units }, neighbours - 1));
    const all = Array.from(weights, (weight, i) => [heads[i]!, tails[i]!, weight] as const);
    const found = all.filter(([, , weight]) => weight > 1e-7).toSorted(([a, b], [c, d]) => a - c || b - d);
    expect(found.map(([head, tail]) => [head, tail])).toEqual(pairs.map(([head, tail]) => [head, tail]));
    found.forEach(([, , weight], i) => expect(Math.abs(weight - pairs[i]![2])).toBeLessThan(1e-4));
  });
});

it.each(curves)('the curve for a distance of $minDist is that of umap-learn', ({ minDist, a, b }) => {
  const found = umapCurve(minDist);
  expect(Math.abs(found.a - a)).toBeLessThan(1e-3 * a);
  expect(Math.abs(found.b - b)).toBeLessThan(1e-3 * b);
});
