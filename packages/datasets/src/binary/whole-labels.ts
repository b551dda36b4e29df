import { InvalidDataError } from '@hourglass/core';

/**
 * Numbers as labels.
 *
 * @throws InvalidDataError where one is no whole number of 32 bits
 */
export function wholeLabels(values: ArrayLike<number>): Int32Array {
  const labels = Int32Array.from(values);
  const bad = labels.findIndex((label, i) => label !== values[i]);
  if (bad >= 0) throw new InvalidDataError(`Expected labels that are whole numbers, received ${values[bad]} at place ${bad}.`);
  return labels;
}
