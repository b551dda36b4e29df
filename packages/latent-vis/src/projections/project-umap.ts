import { checkOptions, createSeed, fillNormal, InvalidDataError, share, wholePositive } from '@hourglass/core';
import * as v from 'valibot';
import { umapInThread } from '../umap-thread.js';
import type { CodeSet } from '../views/code-set.js';
import type { Scatter } from '../views/scatter.js';
import { checkCodes, type CheckedCodes } from './check-codes.js';
import { checkNeighbours } from './neighbours.js';
import { projectPca } from './project-pca.js';
import { varyingUnits } from './varying-units.js';

export interface UmapOptions {
  /** How many of the nearest each code is held together with, below the number of samples: few show detail, many the whole. Default 15. */
  readonly neighbours?: number;
  /** How close points may come to one another, from 0 to 1. Default 0.1. */
  readonly minDist?: number;
  /** Any whole number. Default 1. */
  readonly seed?: number;
  /** Called after each epoch of the layout, once neighbours are found. */
  readonly onProgress?: (progress: UmapProgress) => void;
  /** Ends the work; the promise is then rejected with its reason. */
  readonly signal?: AbortSignal;
}

export interface UmapProgress {
  /** Done, from 1. */
  readonly epoch: number;
  /** In all. */
  readonly epochs: number;
}

const schema = v.strictObject({
  neighbours: v.optional(wholePositive, 15),
  minDist: v.optional(share, 0.1),
  seed: v.optional(v.pipe(v.number(), v.safeInteger('Expected a whole number')), 1),
  onProgress: v.optional(v.custom<(progress: UmapProgress) => void>((value) => typeof value === 'function', 'Expected a function')),
  signal: v.optional(v.custom<AbortSignal>((value) => typeof value === 'object' && value !== null && 'aborted' in value, 'Expected an AbortSignal')),
});

/**
 * Codes laid out so that near ones stay near, by UMAP (McInnes, Healy & Melville, 2018) in a worker; distances between far
 * groups mean little. Points start where PCA shows them (Kobak & Linderman, 2021).
 *
 * @param set codes `[count, units]` that are not all equal, and what is known of these, which the view keeps
 * @returns the same points for the same seed on the same JavaScript engine; others round powers another way
 * @throws InvalidOptionError for as many neighbours as samples, or more
 * @throws InvalidDataError for codes that are all equal, or not finite
 * @throws EnvironmentError where the worker does not start
 */
export async function projectUmap(set: CodeSet, options: UmapOptions = {}): Promise<Scatter> {
  const { neighbours, minDist, seed: number, onProgress, signal } = checkOptions('projectUmap', schema, options);
  const { codes, ...known } = set;
  const checked = checkCodes('projectUmap', codes);
  checkNeighbours('projectUmap', neighbours, ['below that of samples', checked.count - 1]);
  refuseEqual(checked);

  const seed = createSeed(number).fork('umap');
  const start = startFrom((await projectPca({ codes })).points.data, seed.fork('start').value);
  const { data, units } = varyingUnits(checked);
  const points = await umapInThread(
    { codes: data, units, start, neighbours, minDist, seed: seed.value },
    { onEpoch: (epoch, epochs) => onProgress?.({ epoch, epochs }), signal },
  );
  return { kind: 'scatter', points: { data: points, shape: [checked.count, 2] }, axes: ['UMAP 1', 'UMAP 2'], ...known };
}

function refuseEqual({ data, units, count }: CheckedCodes): void {
  if (data.every((value, i) => value === data[i % units]))
    throw new InvalidDataError(
      `projectUmap: expected codes that differ, received ${count} equal ones. There are no neighbours among them; ` +
        'latentStatistics(codes) shows which units are dead.',
    );
}

/** Points within ±10, as wide as UMAP's own start, and a little apart where they were equal. */
function startFrom(points: Scatter['points']['data'], seed: number): Float32Array {
  const noise = new Float32Array(points.length);
  fillNormal(seed, noise);
  let widest = 0;
  for (const value of points) widest = Math.max(widest, Math.abs(value));
  return noise.map((value, i) => (widest > 0 ? (10 * points[i]!) / widest : 0) + 1e-4 * value);
}
