import { InvalidDataError, sizeOf, type Autoencoder, type NdArray, type Range } from '@hourglass/core';
import type { CodeSet } from './code-set.js';

/** What views that decode need of a model. */
export interface Decoding {
  readonly recipe: Pick<Autoencoder['recipe'], 'codeShape' | 'range' | 'scaler'>;
  decode(code: NdArray): Promise<NdArray>;
}

/** The values drawn as black and as white: those of the samples where these are known, else what the model can give. */
export const rangeOfDecoded = ({ recipe }: Decoding, { images }: Partial<CodeSet> = {}): Range =>
  images?.range ?? (recipe.scaler ? [-Infinity, Infinity] : recipe.range);

/**
 * Codes as rows, each flattened.
 *
 * @param where the function, as the user wrote it
 * @param codes one code, or several: `[...codeShape]` or `[count, ...codeShape]`
 * @throws InvalidDataError for codes of another size than the model's
 */
export function codeRows(where: string, { recipe: { codeShape } }: Decoding, { data, shape }: NdArray): NdArray['data'][] {
  const size = sizeOf(codeShape);
  if (data.length === 0 || data.length % size !== 0 || data.length !== sizeOf(shape))
    throw new InvalidDataError(
      `${where}: expected codes of shape [${codeShape.join(', ')}], received ${data.length} values of shape [${shape.join(', ')}]. ` +
        'Pass what model.encode gives.',
    );
  return Array.from({ length: data.length / size }, (_, row) => data.subarray(row * size, (row + 1) * size));
}

/** Rows of numbers as one array: `[rows, length]`. */
export function stacked(rows: readonly ArrayLike<number>[]): NdArray<Float32Array> {
  const size = rows[0]!.length;
  const data = new Float32Array(rows.length * size);
  rows.forEach((row, i) => { data.set(row, i * size); });
  return { data, shape: [rows.length, size] };
}

/** Some rows of an array, by place. */
export function rowsAt({ data, shape: [, ...shape] }: NdArray, places: readonly number[]): NdArray<Float32Array> {
  const size = sizeOf(shape);
  const { data: values } = stacked(places.map((place) => data.subarray(place * size, (place + 1) * size)));
  return { data: values, shape: [places.length, ...shape] };
}
