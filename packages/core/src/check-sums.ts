import type { Block } from './block-algebra.js';
import { InvalidDataError } from './errors.js';

/** Refuses sums of squares beyond what 32 bits hold. */
export function checkSums(block: Block): void {
  if (!block.every((row) => row.every((value) => Number.isFinite(Math.fround(value)))))
    throw new InvalidDataError('The squares of the values are too large to sum; scale the data first.');
}
