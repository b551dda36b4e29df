import { extent, InvalidDataError, sizeOf, type Dataset, type NdArray, type Range } from '@hourglass/core';

/** Bytes of samples that are looked at together, unless one alone takes more. */
const bytesAtOnce = 16 * 2 ** 20;
/** Samples that are looked at together at most, however small they are. */
const samplesAtOnce = 1024;

/**
 * The dataset with its range, found in one pass: the first of [0, 1] and [-1, 1] that holds all values, else from the least
 * to the greatest.
 *
 * @throws InvalidDataError that names the place of a value that is not finite
 */
export async function withFoundRange({ info, batches }: Dataset): Promise<Dataset> {
  let [low, high] = [Infinity, -Infinity];
  const batchSize = Math.max(1, Math.min(samplesAtOnce, Math.floor(bytesAtOnce / (4 * sizeOf(info.targetShape)))));
  for await (const { clean, index } of batches({ batchSize, reuse: true })) {
    const [least, most] = extent(clean.data);
    if (!Number.isFinite(least) || !Number.isFinite(most)) throw notFinite(clean, index);
    low = Math.min(low, least);
    high = Math.max(high, most);
  }
  return { info: { ...info, range: commonRange([low, high]) }, batches };
}

/** The first of [0, 1] and [-1, 1] that holds these values; else the range that they have. */
const commonRange = (found: Range): Range =>
  ([[0, 1], [-1, 1]] as const).find(([low, high]) => low <= found[0] && found[1] <= high) ?? found;

function notFinite({ data, shape }: NdArray, index: Int32Array): InvalidDataError {
  const at = data.findIndex((value) => !Number.isFinite(value));
  const width = sizeOf(shape.slice(1));
  return new InvalidDataError(
    `Expected finite values of float32, received ${data[at]} in sample ${index[Math.floor(at / width)]} at place ${at % width}. ` +
      "Fill or drop it, or ask for a mask: missing: 'mask'.",
  );
}
