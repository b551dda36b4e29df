import type { NdArray, Shape } from '@hourglass/core';
import { dump } from 'npyjs';
import { readFile } from 'node:fs/promises';
import { withFile } from './file-errors.js';
import { naming } from './naming.js';
import { readNpyHeader, type Numbers } from './npy-header.js';
import { writeWhole } from './write-whole.js';

/** Writes an array as NPY 1.0, float32 in C order. */
export const writeNpy = (path: string, { data, shape }: NdArray<Float32Array>): Promise<void> =>
  writeWhole(path, new Uint8Array(dump(data, [...shape])));

/**
 * Reads an array of numbers: float32, float64 or whole numbers of up to 32 bits, little-endian, in C order.
 *
 * @throws InvalidDataError for anything else, or a damaged file
 */
export async function readNpy(path: string): Promise<NdArray<Float32Array>> {
  const { data, shape } = await readNumbers(path);
  return { data: Float32Array.from(data), shape };
}

/**
 * As `readNpy`, in the type that the file has.
 *
 * @throws InvalidDataError as `readNpy`
 */
export async function readNumbers(path: string): Promise<{ readonly data: Numbers; readonly shape: Shape }> {
  const bytes = await withFile('--data: expected an NPY file', path, () => readFile(path));
  return naming(path, () => {
    const { shape, start, view } = readNpyHeader(bytes);
    return { data: view(Uint8Array.from(bytes.subarray(start)).buffer), shape };
  });
}
