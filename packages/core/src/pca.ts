import * as v from 'valibot';
import { combine, products, type Block } from './block-algebra.js';
import { checkSums } from './check-sums.js';
import { denseCovariance, streamedCovariance, type Covariance } from './covariance.js';
import type { Dataset } from './dataset.js';
import { InvalidDataError, InvalidOptionError } from './errors.js';
import { checkOptions, wholePositive } from './options.js';
import { fromSamples } from './samples.js';
import { subspaceIteration } from './subspace-iteration.js';
import { symmetricEigen } from './symmetric-eigen.js';
import { sizeOf, type NdArray, type Shape } from './values.js';

export interface PcaOptions {
  /** How many, at most the number of samples and of values in one. */
  readonly components: number;
  /** Where the iteration starts: any whole number. Default 1. */
  readonly seed?: number;
}

/** The directions in which samples vary most. */
export interface Pca {
  /** `shape` of one sample. */
  readonly mean: NdArray<Float32Array>;
  /** Orthonormal directions, that of the largest variance first, each with its largest entry positive: `[components, ...shape]`. */
  readonly components: NdArray<Float32Array>;
  /** The variance along each (divided by the number of samples less one): `[components]`. */
  readonly variances: Float32Array;
  /** From samples `[batch, ...shape]` to codes `[batch, components]`. */
  transform(samples: NdArray): NdArray<Float32Array>;
  /** From codes `[batch, components]` back to samples `[batch, ...shape]`. */
  inverse(code: NdArray): NdArray<Float32Array>;
}

const schema = v.strictObject({
  components: wholePositive,
  seed: v.optional(v.pipe(v.number(), v.integer('Expected a whole number')), 1),
});

/** Up to this many values in a sample, the covariance is held as a matrix. */
const largestMatrix = 2048;

/** One in so many directions, or more, are found quicker with all the others: measured at 400 and 784 values a sample. */
const wholeFrom = 4;

/**
 * Principal component analysis of the clean samples, in flat memory and, beyond 64 values a sample, on the current backend
 * of TensorFlow.js. Up to 2048 values it reads the data once; beyond, some ten to thirty times.
 *
 * @param data a dataset, or an array `[samples, ...shape]`
 * @throws InvalidOptionError for more components than samples, or than values in a sample
 * @throws InvalidDataError where there are no samples, or values that are not finite
 */
export async function pca(data: Dataset | NdArray, options: PcaOptions): Promise<Pca> {
  const { components: count, seed } = checkOptions('pca', schema, options);
  const dataset = 'batches' in data ? data : fromSamples({ clean: data }, { range: [-Infinity, Infinity] });
  const shape = dataset.info.targetShape;
  const size = sizeOf(shape);
  checkCount(count, Math.min(size, dataset.info.size ?? Infinity));
  const covariance = await (size <= largestMatrix ? denseCovariance : streamedCovariance)(dataset);
  checkCount(count, Math.min(size, covariance.count));

  const { values, vectors } = await largest(covariance, count, seed);
  const directions = vectors.map(turned);
  const { mean } = covariance;
  const components = new Float32Array(count * size);
  directions.forEach((direction, i) => components.set(direction, i * size));
  return {
    mean: { data: Float32Array.from(mean), shape },
    components: { data: components, shape: [count, ...shape] },
    variances: Float32Array.from(values),
    transform: (samples) =>
      mapRows(samples, { from: shape, to: [count] }, (row) => {
        const [code] = products([mean.map((middle, i) => row[i]! - middle)], directions);
        return code!;
      }),
    inverse: (code) =>
      mapRows(code, { from: [count], to: shape }, (row) => {
        const [offset] = combine([Float64Array.from(row)], directions);
        return offset!.map((value, i) => value + mean[i]!);
      }),
  };
}

/** The largest eigenvalues, and the vectors of each: of the whole matrix at once where many of its directions are asked for. */
async function largest(covariance: Covariance, count: number, seed: number): Promise<{ values: Float64Array; vectors: Block }> {
  const { matrix, size } = covariance;
  if (!matrix || wholeFrom * count < size) return subspaceIteration(covariance, count, seed);
  checkSums(matrix);
  const { values, vectors } = symmetricEigen(matrix);
  return { values: values.slice(0, count).map((value) => Math.max(0, value)), vectors: vectors.slice(0, count) };
}

function checkCount(components: number, most: number): void {
  if (components > most)
    throw new InvalidOptionError(
      'components',
      `pca: components: expected at most ${most}, the smaller of the number of samples and of the values in one; ` +
        `received ${components}.`,
    );
}

/** The direction or its opposite, whichever has its largest entry positive. */
function turned(direction: Float64Array): Float64Array {
  const largest = direction.reduce((found, value) => (Math.abs(value) > Math.abs(found) ? value : found), 0);
  return largest < 0 ? direction.map((value) => -value) : direction;
}

function mapRows(
  { data, shape }: NdArray,
  { from, to }: { readonly from: Shape; readonly to: Shape },
  map: (row: NdArray['data']) => Float64Array,
): NdArray<Float32Array> {
  const [width, outWidth] = [sizeOf(from), sizeOf(to)];
  const count = shape[0] ?? 0;
  if (data.length !== count * width || sizeOf(shape.slice(1)) !== width)
    throw new InvalidDataError(`pca: expected shape [batch, ${from.join(', ')}], received [${shape.join(', ')}].`);
  const out = new Float32Array(count * outWidth);
  for (let i = 0; i < count; i++) out.set(map(data.subarray(i * width, (i + 1) * width)), i * outWidth);
  return { data: out, shape: [count, ...to] };
}
