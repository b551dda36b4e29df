import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import type { Engine } from './engine.js';
import { InvalidDataError } from './errors.js';
import { checkOptions, wholePositive } from './options.js';
import { createSeed } from './seed.js';
import type { NdArray } from './values.js';

export interface NearestNeighboursOptions {
  /** How many of the nearest are asked for each query. */
  readonly neighbours: number;
  readonly engine: Engine;
}

const schema = v.looseObject({ neighbours: wholePositive });
/** Queries and references that are compared at once: 16 MiB of distances. */
const [queriesAtOnce, referencesAtOnce] = [1000, 4000];

/**
 * The nearest references of each query by Euclidean distance, the nearest first.
 *
 * @param queries `[queries, features]`
 * @param references `[references, features]`, at least as many as neighbours
 * @returns their places among the references, `[queries, neighbours]`
 * @throws InvalidDataError for fewer references than neighbours, or other features
 */
export async function nearestNeighbours(queries: NdArray<Float32Array>, references: NdArray<Float32Array>, options: NearestNeighboursOptions): Promise<NdArray<Int32Array>> {
  const { neighbours } = checkOptions('nearestNeighbours', schema, options);
  const [count, width] = queries.shape as [number, number];
  const [known, other] = references.shape as [number, number];
  if (known < neighbours || width !== other)
    throw new InvalidDataError(`nearestNeighbours: expected ${neighbours} or more references of ${width} features, received ${known} of ${other}.`);
  // ‖a − b‖² = ‖a‖² − 2·a·b + ‖b‖², of which the first is the same for all references
  const forward = await options.engine.prepareForward({
    compute: ({ a, b }) => ({ output: tf.sub(tf.sum(tf.square(b!), 1), tf.mul(tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D, false, true), 2)) }),
    variables: {},
    seed: createSeed(1),
  });
  const places = new Int32Array(count * neighbours);
  const distances = new Float32Array(count * neighbours).fill(Infinity);
  for (let first = 0; first < known; first += referencesAtOnce) {
    const b = rows(references, first, first + referencesAtOnce);
    for (let query = 0; query < count; query += queriesAtOnce) {
      const a = rows(queries, query, query + queriesAtOnce);
      const { output } = await forward.run({ a, b });
      for (let row = 0; row < a.shape[0]!; row++) {
        const slot = { places, distances, begin: (query + row) * neighbours, size: neighbours };
        keepNearest(slot, output!.data.subarray(row * b.shape[0]!, (row + 1) * b.shape[0]!) as Float32Array, first);
      }
    }
  }
  forward.dispose();
  return { data: places, shape: [count, neighbours] };
}

interface Slot {
  readonly places: Int32Array;
  readonly distances: Float32Array;
  readonly begin: number;
  readonly size: number;
}

/** Puts those of some distances among the nearest that are nearer, in order. */
function keepNearest({ places, distances, begin, size }: Slot, found: Float32Array, first: number): void {
  const last = begin + size - 1;
  for (let i = 0; i < found.length; i++) {
    const distance = found[i]!;
    if (!(distance < distances[last]!)) continue;
    let place = last;
    for (; place > begin && distances[place - 1]! > distance; place--) {
      distances[place] = distances[place - 1]!;
      places[place] = places[place - 1]!;
    }
    distances[place] = distance;
    places[place] = first + i;
  }
}

const rows = ({ data, shape }: NdArray<Float32Array>, start: number, end: number): NdArray<Float32Array> => {
  const [count, width] = shape as [number, number];
  const stop = Math.min(count, end);
  return { data: data.subarray(start * width, stop * width), shape: [stop - start, width] };
};
