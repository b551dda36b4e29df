import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { UMAP } from 'umap-js';

/** All that a layout follows from. */
export interface UmapJob {
  /** `[count, units]`, row by row. */
  readonly codes: ArrayLike<number>;
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
  const umap = new UMAP({ nNeighbors: neighbours, minDist, random: () => uniformFloat64(generator) });
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

const rowsOf = (codes: ArrayLike<number>, units: number): number[][] =>
  Array.from({ length: codes.length / units }, (_, row) => Array.from({ length: units }, (_, unit) => codes[row * units + unit]!));
