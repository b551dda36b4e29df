import { InvalidDataError, type Dataset, type Range } from '@hourglass/core';
import { fromIdx, type IdxArray } from '@hourglass/datasets';
import { shape } from './format.js';
import { naming } from './naming.js';
import { readNumbers } from './npy.js';

/**
 * The samples of an NPY file `[size, ...sample]`; images `[size, height, width]` become samples `[height, width, 1]`. Bytes
 * are scaled to the range, other numbers are taken as they are.
 *
 * @param range that of a trained model. Default: [0, 1] for bytes and for numbers within it, [-1, 1] for others within
 *   that, else from the smallest to the largest number
 * @throws InvalidDataError where there are no samples, or numbers that are not finite, whose place it names
 */
export async function npySamples(path: string, range?: Range): Promise<Dataset> {
  const { data, shape: axes } = await readNumbers(path);
  if (axes.length < 2 || data.length === 0)
    throw new InvalidDataError(`${path}: expected samples [size, ...sample], at least one, received shape ${shape(axes)}.`);
  const isWide = data instanceof Uint16Array || data instanceof Uint32Array; // which IDX has no room for
  const array: IdxArray = { data: isWide ? Float64Array.from(data) : data, shape: axes };
  return naming(path, () => {
    if (data instanceof Uint8Array) return fromIdx(array, range && { range });
    const found = fromIdx(array);
    return { ...found, info: { ...found.info, range: range ?? commonRange(found.info.range) } };
  });
}

/** The first of [0, 1] and [-1, 1] that holds these values; else the range that they have. */
const commonRange = (found: Range): Range =>
  ([[0, 1], [-1, 1]] as const).find(([low, high]) => low <= found[0] && found[1] <= high) ?? found;
