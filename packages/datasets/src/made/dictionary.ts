import { checkOptions, InvalidOptionError, wholePositive, type Dataset, type NdArray, type Seed } from '@hourglass/core';
import * as v from 'valibot';
import { fromRows } from '../from-rows.js';
import { drawsOf, farthestNormal, type SampleDraws } from './draws-of.js';
import { madeEntries, madeFrom, type MadeOptions } from './made-options.js';
import { noiseStddev } from './noise-stddev.js';

export interface DictionaryOptions extends MadeOptions {
  /** The number of directions. Default 256. */
  readonly directions?: number;
  /** The number of values a sample. Default 64. */
  readonly dimensions?: number;
  /** Directions that a sample is made of. Default 8. */
  readonly active?: number;
  /** The stddev of normal noise on every value. Default 0. */
  readonly noise?: number;
}

/** Samples of which it is known what they are made of. */
export interface Dictionary extends Dataset {
  /** Unit vectors `[directions, dimensions]`. */
  readonly directions: NdArray;
  /** How much of each direction is in these samples: `[index.length, directions]`, 0 where it is not active. */
  coefficients(index: ArrayLike<number>): NdArray;
}

const schema = v.strictObject({
  ...madeEntries,
  directions: v.optional(wholePositive, 256),
  dimensions: v.optional(wholePositive, 64),
  active: v.optional(wholePositive, 8),
  noise: noiseStddev,
});

/**
 * Sparse combinations of known directions. The directions are uniform on the unit sphere; a sample is the sum of `active`
 * different ones, each times a number uniform on (0, 1], as in Elhage et al., "Toy models of superposition" (2022).
 *
 * @returns samples `[dimensions]`, with the truth beside them; both splits have the same directions
 * @throws InvalidOptionError
 */
export function dictionary(options: DictionaryOptions = {}): Dictionary {
  const { directions: size, dimensions, active, noise, ...made } = checkOptions('dictionary', schema, options);
  if (active > size) throw new InvalidOptionError('active', `dictionary: active: Expected at most ${size}, the number of directions, received ${active}.`);
  const { count, samples, truth } = madeFrom('dictionary', made);
  const directions = unitVectors(size, dimensions, truth);
  const most = farthest(directions, size, active) + noise * farthestNormal;

  const dataset = fromRows({
    size: count,
    inputShape: [dimensions],
    range: [-most, most],
    write: (sample, row) => {
      const draws = drawsOf(samples.fork(sample));
      row.fill(0);
      const chosen = combination(draws, size, active);
      for (let term = 0; term < active; term++) {
        const start = chosen.directions[term]! * dimensions;
        const coefficient = chosen.coefficients[term]!;
        for (let i = 0; i < dimensions; i++) row[i]! += coefficient * directions[start + i]!;
      }
      if (noise > 0) for (let i = 0; i < dimensions; i++) row[i]! += noise * draws.normal();
    },
  });
  return {
    ...dataset,
    directions: { data: directions, shape: [size, dimensions] },
    coefficients: (index) => {
      const data = new Float32Array(index.length * size);
      Array.from(index, (sample, row) => {
        const chosen = combination(drawsOf(samples.fork(sample)), size, active);
        chosen.directions.forEach((direction, term) => { data[row * size + direction] = chosen.coefficients[term]!; });
      });
      return { data, shape: [index.length, size] };
    },
  };
}

interface Combination {
  readonly directions: readonly number[];
  readonly coefficients: readonly number[];
}

/** Different directions and how much of each. */
function combination({ below, uniform }: SampleDraws, size: number, active: number): Combination {
  const directions: number[] = [];
  const coefficients: number[] = [];
  for (let last = size - active; last < size; last++) { // Floyd's sampling without replacement
    const direction = below(last + 1);
    directions.push(directions.includes(direction) ? last : direction);
    coefficients.push(1 - uniform(0, 1));
  }
  return { directions, coefficients };
}

function unitVectors(count: number, dimensions: number, seed: Seed): Float32Array {
  const vectors = new Float32Array(count * dimensions);
  for (let vector = 0; vector < count; vector++) {
    const { normal } = drawsOf(seed.fork(vector));
    const values = Array.from({ length: dimensions }, normal);
    const length = Math.hypot(...values);
    vectors.set(values.map((value) => value / length), vector * dimensions);
  }
  return vectors;
}

/** The farthest from 0 that a value of a combination can be. */
function farthest(vectors: Float32Array, count: number, active: number): number {
  const dimensions = vectors.length / count;
  const sums = Array.from({ length: dimensions }, (_, i) => {
    const sizes = Float32Array.from({ length: count }, (__, vector) => Math.abs(vectors[vector * dimensions + i]!)).toSorted();
    return sizes.subarray(-active).reduce((sum, value) => sum + value, 0);
  });
  return Math.max(...sums);
}
