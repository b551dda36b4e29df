import { InvalidDataError } from '@hourglass/core';
import { wholeLabels } from '../binary/whole-labels.js';
import type { IdxArray } from './idx-array.js';

/**
 * An array as one label a sample.
 *
 * @throws InvalidDataError where there are more or fewer, or one is no whole number of 32 bits
 */
export function labelsOf({ data, shape }: IdxArray, size: number): Int32Array {
  if (shape.length === 1 && shape[0] === size) return wholeLabels(data);
  throw new InvalidDataError(`Expected labels [${size}], one a sample, received shape [${shape.join(', ')}].`);
}
