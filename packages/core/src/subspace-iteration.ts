import { combine, norm, orthonormalise, products, type Block } from './block-algebra.js';
import { checkSums } from './check-sums.js';
import { fillNormal } from './random-fill.js';
import { createSeed } from './seed.js';
import { symmetricEigen } from './symmetric-eigen.js';
import { yieldToHost } from './yield-to-host.js';

/** A symmetric matrix without negative eigenvalues, by what it does to vectors. */
export interface SymmetricOperator {
  readonly size: number;
  /** The matrix times each vector. */
  apply(block: Block): Promise<Block>;
  /** How far its results can be trusted, relative to the largest eigenvalue. */
  readonly precision: number;
}

const mostIterations = 50;

/** Of the Chebyshev polynomial: products with the matrix in an iteration. */
const degree = 3;

/**
 * The largest eigenvalues and their vectors, by subspace iteration with Chebyshev acceleration and Rayleigh–Ritz (Saad,
 * 2011, 5.3 and 7.4) on more vectors than are asked for, until every residual ‖A·v − λ·v‖ is below 1e-6·λ or the
 * operator's precision; the error of an eigenvalue is about the square of that, relative to the gap to the next.
 *
 * @param count how many, at most `operator.size`
 * @param seed where the vectors start
 * @returns the values, largest first, and the orthonormal vector of each
 * @throws InvalidDataError where a product is beyond what 32 bits hold
 */
export async function subspaceIteration(
  operator: SymmetricOperator,
  count: number,
  seed: number,
): Promise<{ values: Float64Array; vectors: Block }> {
  const { size, apply, precision } = operator;
  const fresh = normalVectors(size, seed);
  const width = Math.min(size, count + Math.max(10, count));
  let basis = width === size ? identity(size) : orthonormalise(Array.from({ length: width }, fresh), fresh);
  const rest = yieldToHost(20);
  for (let iteration = 1; ; iteration++) {
    await rest();
    const image = await apply(basis);
    checkSums(image);
    const { values, vectors: rotation } = symmetricEigen(products(basis, image));
    const [vectors, images] = [combine(rotation, basis), combine(rotation, image)];
    const settled = (value: number, i: number): boolean =>
      norm(images[i]!.map((x, k) => x - value * vectors[i]![k]!)) <= 1e-6 * value + precision * values[0]!;
    const leading = values.subarray(0, count);
    if (leading.every(settled) || iteration === mostIterations)
      return { values: leading.map((value) => Math.max(0, value)), vectors: vectors.slice(0, count) };
    const unwanted = Math.max(values[width - 1]!, 1e-4 * values[0]!);
    basis = orthonormalise(await filter(operator, vectors, images, unwanted), fresh);
  }
}

/**
 * Applies the polynomial of the matrix that stays within ±1 for eigenvalues from 0 to `unwanted` and grows fastest beyond.
 *
 * @param image the matrix times the vectors
 */
async function filter({ apply }: SymmetricOperator, vectors: Block, image: Block, unwanted: number): Promise<Block> {
  const mapped = (of: Block, product: Block): Block =>
    product.map((row, i) => row.map((value, k) => (2 / unwanted) * value - of[i]![k]!)); // [0, unwanted] → [−1, 1]
  let before = vectors;
  let now = mapped(vectors, image);
  for (let n = 2; n <= degree; n++) {
    const next = mapped(now, await apply(now)).map((row, i) => row.map((value, k) => 2 * value - before[i]![k]!));
    before = now;
    now = next;
  }
  return now;
}

/** A source of vectors of normal draws. */
function normalVectors(size: number, seed: number): () => Float64Array {
  const streams = createSeed(seed).fork('subspace');
  let drawn = 0;
  return () => {
    const values = new Float32Array(size);
    fillNormal(streams.fork(drawn++).value, values);
    return Float64Array.from(values);
  };
}

const identity = (size: number): Float64Array[] =>
  Array.from({ length: size }, (_, i) => new Float64Array(size).fill(1, i, i + 1));
