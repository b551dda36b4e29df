import type { NdArray } from '@hourglass/core';
import * as npy from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { withFile } from './file-errors.js';
import { writeWhole } from './write-whole.js';

/** Writes an array as an NPY file, whole or not at all. */
export const writeNpy = (path: string, array: NdArray<Float32Array>): Promise<void> => writeWhole(path, npy.writeNpy(array));

/**
 * Reads an array of numbers.
 *
 * @throws InvalidDataError for anything else, or a damaged file
 */
export const readNpy = (path: string): Promise<NdArray<Float32Array>> =>
  withFile('--data: expected an NPY file', path, () => npy.readNpy(file(path)));
