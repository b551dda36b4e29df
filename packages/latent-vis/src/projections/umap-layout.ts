import type { NdArray } from '@hourglass/core';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { UMAP } from 'umap-js';
import { distancesFrom, nearestOf } from './distances.js';

/** All that a layout follows from. */
export interface UmapJob {
  /** `[count, units]`, row by row. */
  readonly codes: NdArray['data'];
  readonly units: number;
  /** Where the points start: `[count, 2]`. */
  readonly start: Float32Array;
  readonly neighbours: number;
  readonly minDist: number;
  /** An unsigned 32-bit number. */
  readonly seed: number;
}

/**
 * The layout of codes by UMAP, all at once: seconds to minutes.
 *
 * @param onEpoch is told after each epoch how many are done, of how many
 * @returns `[count, 2]`
 */
export function umapLayout(job: UmapJob, onEpoch: (epoch: number, epochs: number) => void): Float32Array {
  const { codes, units, start, neighbours, minDist, seed } = job;
  const generator = xoroshiro128plus(seed | 0);
  const umap = new UMAP({ nNeighbors: neighbours, minDist, random: () => (generator.next() >>> 0) / 2 ** 32 });
  if (codes.length / units <= mostCompared) {
    const { places, distances } = nearest(job);
    umap.setPrecomputedKNN(places, distances);
  }
  const epochs = umap.initializeFit(rowsOf(codes, units));
  const points = umap.getEmbedding();
  points.forEach((point, i) => {
    point[0] = start[2 * i]!;
    point[1] = start[2 * i + 1]!;
  });
  for (let epoch = 1; epoch <= epochs; epoch++) {
    umap.step();
    onEpoch(epoch, epochs);
  }
  return Float32Array.from(points.flat());
}

/** Up to so many codes, comparing each with every other is faster than umap-js's search, which also misses some of the nearest. */
const mostCompared = 50_000;

/** For each code itself and its nearest, as many as `neighbours` together, with their distances. */
function nearest({ codes, units, neighbours }: UmapJob): { places: number[][]; distances: number[][] } {
  const all = { data: codes, units, count: codes.length / units };
  const squares = new Float64Array(all.count);
  const others = new Int32Array(neighbours - 1);
  const places: number[][] = [];
  const distances: number[][] = [];
  for (let row = 0; row < all.count; row++) {
    distancesFrom(all, row, squares);
    nearestOf(squares, row, others);
    places.push([row, ...others]);
    distances.push([0, ...Array.from(others, (place) => Math.sqrt(squares[place]!))]);
  }
  return { places, distances };
}

const rowsOf = (codes: UmapJob['codes'], units: number): number[][] =>
  Array.from({ length: codes.length / units }, (_, row) => Array.from({ length: units }, (_, unit) => codes[row * units + unit]!));
