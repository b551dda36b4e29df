import { InvalidDataError, type NdArray } from '@hourglass/core';
import { checkCodes } from '../projections/check-codes.js';
import type { CodeSet } from './code-set.js';

/**
 * The mean code of each class.
 *
 * @returns `[classes, units]`, in the order of `set.classes`
 * @throws InvalidDataError where codes have no classes, or a class has no codes
 */
export function classMeans({ codes, labels, classes }: CodeSet): NdArray<Float32Array> {
  const { data, units } = checkCodes('classMeans', codes);
  if (!labels || !classes) throw new InvalidDataError('classMeans: expected codes with classes, received none. Collect those of a labelled dataset.');
  const counts = classes.map((_, place) => labels.reduce((count, label) => count + Number(label === place), 0));
  const empty = counts.indexOf(0);
  if (empty >= 0) throw new InvalidDataError(`classMeans: expected codes of every class, received none of ${classes[empty]!}. Collect more samples.`);
  const means = new Float32Array(classes.length * units);
  labels.forEach((label, sample) => {
    if (label < 0) return;
    for (let unit = 0; unit < units; unit++) means[label * units + unit]! += data[sample * units + unit]! / counts[label]!;
  });
  return { data: means, shape: [classes.length, units] };
}
