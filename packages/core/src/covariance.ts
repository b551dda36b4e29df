import * as tf from '@tensorflow/tfjs-core';
import type { Dataset } from './dataset.js';
import { InvalidDataError } from './errors.js';
import type { SymmetricOperator } from './subspace-iteration.js';
import { products, type Block } from './block-algebra.js';
import { sizeOf, type NdArray } from './values.js';
import { yieldToHost } from './yield-to-host.js';

/** The covariance of the clean samples of a dataset (divided by their number less one), and what was met on the way. */
export interface Covariance extends SymmetricOperator {
  readonly mean: Float64Array;
  /** The number of samples. */
  readonly count: number;
  /** Its rows, where they are held. */
  readonly matrix?: Block;
}

/** How the values of samples vary together. */
export interface CovarianceMatrix {
  readonly mean: Float64Array;
  /** The number of samples. */
  readonly count: number;
  /** The rows of the covariance, divided by the number of samples less one. */
  readonly matrix: Block;
}

/** Samples in memory at once. */
const batchSize = 1024;

/** Up to this many values in a sample, plain loops are as fast as any backend's product, and more exact. */
const fewValues = 64;

/** Milliseconds after which others get the thread. */
const patience = 20;

/** Held as a matrix, after one pass over the data: for samples of few values. */
export async function denseCovariance(data: Dataset): Promise<Covariance> {
  const { matrix, mean, count } = await covarianceMatrix(data);
  return { size: mean.length, mean, count, matrix, precision: 1e-8, apply: async (block) => products(block, matrix) };
}

/**
 * The covariance of the clean samples, flattened, by one pass over the data; memory grows with the square of their size.
 * Beyond 64 values a sample it runs on the current backend of TensorFlow.js.
 *
 * @throws InvalidDataError where there are no samples, or values that are not finite
 */
export async function covarianceMatrix(data: Dataset): Promise<CovarianceMatrix> {
  const size = sizeOf(data.info.targetShape);
  const matrix = Array.from({ length: size }, () => new Float64Array(size));
  const sums = new Float64Array(size);
  let shift: Float64Array | undefined; // near the mean, so that little is lost when the mean is taken out
  let count = 0;
  const rest = yieldToHost(patience);
  for await (const { clean } of data.batches({ batchSize })) {
    shift ??= divided(columnSums(clean.data, size), clean.data.length / size);
    const rows = subtracted(clean, shift);
    columnSums(rows, size).forEach((sum, i) => (sums[i]! += sum));
    if (size <= fewValues) addColumnProducts(matrix, rows);
    else await addProducts(matrix, rows);
    count += rows.length / size;
    await rest();
  }
  const mean = checkedMean(data, divided(sums, count)).map((offset, i) => offset + shift![i]!);
  for (let i = 0; i < size; i++)
    for (let j = i; j < size; j++)
      matrix[j]![i] = matrix[i]![j] = (matrix[i]![j]! - (sums[i]! * sums[j]!) / count) / Math.max(1, count - 1);
  return { mean, count, matrix };
}

/** Adds XᵀX, column by column. */
function addColumnProducts(matrix: readonly Float64Array[], rows: Float32Array): void {
  const size = matrix.length;
  const columns = matrix.map((_, j) => {
    const column = new Float64Array(rows.length / size);
    for (let i = 0; i < column.length; i++) column[i] = rows[i * size + j]!;
    return column;
  });
  products(columns, columns).forEach((row, i) => row.forEach((product, j) => (matrix[i]![j]! += product)));
}

/** Adds XᵀX to the upper triangle, by bands of columns of which each needs only what stands right of it. */
async function addProducts(matrix: readonly Float64Array[], rows: Float32Array): Promise<void> {
  const size = matrix.length;
  const count = rows.length / size;
  const columns = transposed(rows, count, size);
  const samples = tf.tensor2d(rows, [count, size]);
  const band = Math.ceil(size / 4);
  const rest = yieldToHost(patience);
  for (let from = 0; from < size; from += band) {
    const height = Math.min(band, size - from);
    const product = tf.tidy(() => {
      const left = tf.tensor2d(columns.subarray(from * count, (from + height) * count), [height, count]);
      return tf.matMul(left, tf.slice(samples, [0, from], [count, size - from])); // [height, size − from]
    });
    const values = await product.data();
    product.dispose();
    for (let i = 0; i < height; i++)
      for (let j = from; j < size; j++) matrix[from + i]![j]! += values[i * (size - from) + j - from]!;
    await rest();
  }
  samples.dispose();
}

/** Applied by a pass over the data each time: for samples of so many values that the matrix would not fit. */
export async function streamedCovariance(data: Dataset): Promise<Covariance> {
  const size = sizeOf(data.info.targetShape);
  const sums = new Float64Array(size);
  let count = 0;
  for await (const { clean } of data.batches({ batchSize })) {
    columnSums(clean.data, size).forEach((sum, i) => (sums[i]! += sum));
    count += clean.data.length / size;
  }
  const mean = checkedMean(data, divided(sums, count));

  const apply: Covariance['apply'] = async (block) => {
    const results = block.map(() => new Float64Array(size));
    const vectors = tf.tidy(() => tf.transpose(tf.tensor2d(joined(block), [block.length, size])));
    const rest = yieldToHost(patience);
    for await (const { clean } of data.batches({ batchSize })) {
      const product = tf.tidy(() => {
        const rows = tf.tensor2d(subtracted(clean, mean), [clean.data.length / size, size]);
        return tf.matMul(tf.transpose(tf.matMul(rows, vectors)), rows); // [block, size]
      });
      const values = await product.data();
      product.dispose();
      for (const [i, result] of results.entries())
        for (let j = 0; j < size; j++) result[j]! += values[i * size + j]! / Math.max(1, count - 1);
      await rest();
    }
    vectors.dispose();
    return results;
  };
  return { size, mean, count, precision: 1e-6, apply };
}

function columnSums(values: NdArray['data'], size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let start = 0; start < values.length; start += size)
    for (let j = 0; j < size; j++) sums[j]! += values[start + j]!;
  return sums;
}

const divided = (sums: Float64Array, count: number): Float64Array => sums.map((sum) => sum / count);

function subtracted({ data }: NdArray, offset: Float64Array): Float32Array {
  const size = offset.length;
  const out = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += size)
    for (let j = 0; j < size; j++) out[start + j] = data[start + j]! - offset[j]!;
  return out;
}

/** Sixteen rows at a time, so that what is written lies together. */
function transposed(rows: Float32Array, count: number, size: number): Float32Array {
  const out = new Float32Array(rows.length);
  for (let start = 0; start < count; start += 16)
    for (let j = 0; j < size; j++)
      for (let i = start; i < Math.min(count, start + 16); i++) out[j * count + i] = rows[i * size + j]!;
  return out;
}

function joined(block: readonly Float64Array[]): Float32Array {
  const out = new Float32Array(block.length * block[0]!.length);
  block.forEach((vector, i) => out.set(vector, i * vector.length));
  return out;
}

function checkedMean({ info }: Dataset, mean: Float64Array): Float64Array {
  if (!mean.every(Number.isFinite))
    throw new InvalidDataError(
      `Expected at least one sample of shape [${info.targetShape.join(', ')}] and finite values, ` +
        'received none, or NaN or Infinity among them. Fill or drop missing values first.',
    );
  return mean;
}
