import type { NdArray } from '@hourglass/core';
import { cosines } from './cosines.js';

/** The true direction that each unit is most like, by |cos|: `[units]`. */
export const bestDirection = (where: string, found: NdArray, truth: NdArray): Int32Array =>
  Int32Array.from(cosines(where, found, truth), (row) => row.indexOf(Math.max(...row)));
