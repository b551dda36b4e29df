import type { NdArray } from '@hourglass/core';
import type { CodeSet } from './code-set.js';
import type { Decoding } from './decoding.js';

/** A decoder that gives codes back as they are. */
export const identity = (units: number): Decoding => ({
  recipe: { codeShape: [units], range: [-1, 1] },
  decode: ({ data, shape }: NdArray) => Promise.resolve({ data, shape }),
});

export const array = (rows: readonly (readonly number[])[]): NdArray<Float32Array> => ({
  data: Float32Array.from(rows.flat()),
  shape: [rows.length, rows[0]!.length],
});

/** Codes, a row a sample. */
export const codesOf = (...rows: readonly (readonly number[])[]): CodeSet => ({ codes: array(rows) });

/** The rows of an array. */
export const rowsOf = ({ data, shape }: NdArray): number[][] => {
  const size = data.length / shape[0]!;
  return Array.from({ length: shape[0]! }, (_, row) => Array.from(data.subarray(row * size, (row + 1) * size)));
};
