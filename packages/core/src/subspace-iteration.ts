import { combine, orthonormalise, products, type Block } from './block-algebra.js';
import { fillNormal } from './random-fill.js';
import { createSeed } from './seed.js';
import { symmetricEigen } from './symmetric-eigen.js';

/** A symmetric matrix without negative eigenvalues, by what it does to vectors. */
export interface SymmetricOperator {
  readonly size: number;
  /** The matrix times each vector. */
  apply(block: Block): Promise<Block>;
  /** How far its results can be trusted, relative to the largest eigenvalue. */
  readonly precision: number;
}

const mostIterations = 100;

/**
 * The largest eigenvalues and their vectors, by subspace iteration with Rayleigh–Ritz (Saad, 2011, 5.3) on more vectors
 * than are asked for, until no eigenvalue changes by more than 1e-10 of itself or the operator's precision.
 *
 * @param count how many, at most `operator.size`
 * @param seed where the vectors start
 * @returns the values, largest first, and the orthonormal vector of each
 */
export async function subspaceIteration(
  { size, apply, precision }: SymmetricOperator,
  count: number,
  seed: number,
): Promise<{ values: Float64Array; vectors: Block }> {
  const streams = createSeed(seed).fork('subspace');
  let drawn = 0;
  const fresh = (): Float64Array => {
    const values = new Float32Array(size);
    fillNormal(streams.fork(drawn++).value, values);
    return Float64Array.from(values);
  };
  const width = Math.min(size, count + Math.max(10, count));
  let basis = width === size ? identity(size) : orthonormalise(Array.from({ length: width }, fresh), fresh);
  let before: Float64Array | undefined;
  for (let iteration = 1; ; iteration++) {
    const image = await apply(basis);
    const { values, vectors } = symmetricEigen(products(basis, image));
    const settled = (value: number, i: number): boolean =>
      Math.abs(value - before![i]!) <= 1e-10 * value + precision * values[0]!;
    const leading = values.subarray(0, count);
    if (width === size || iteration === mostIterations || (before && leading.every(settled)))
      return { values: leading.map((value) => Math.max(0, value)), vectors: combine(vectors.slice(0, count), basis) };
    before = values;
    basis = orthonormalise(combine(vectors, image), fresh);
  }
}

const identity = (size: number): Float64Array[] =>
  Array.from({ length: size }, (_, i) => new Float64Array(size).fill(1, i, i + 1));
