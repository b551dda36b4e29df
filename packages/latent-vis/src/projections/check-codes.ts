import { extent, InvalidDataError, sizeOf, type NdArray } from '@hourglass/core';

/** Codes that are known to be finite. */
export interface CheckedCodes {
  readonly data: NdArray['data'];
  readonly count: number;
  readonly units: number;
}

/**
 * Refuses codes that no function here can use.
 *
 * @param where the function, as the user wrote it
 * @param codes `[count, units]`
 * @throws InvalidDataError for another shape, or for values that are not finite
 */
export function checkCodes(where: string, { data, shape }: NdArray): CheckedCodes {
  const [count = 0, units = 0] = shape;
  if (shape.length !== 2 || sizeOf(shape) !== data.length || data.length === 0)
    throw new InvalidDataError(
      `${where}: expected codes [count, units] and as many values, received [${shape.join(', ')}] and ${data.length} values. ` +
        'collectCodes(model, dataset) flattens codes of several axes.',
    );
  if (!extent(data).every(Number.isFinite)) {
    const wrong = data.findIndex((value) => !Number.isFinite(value));
    throw new InvalidDataError(
      `${where}: expected finite codes, received ${data[wrong]!} for unit ${wrong % units} of sample ${Math.floor(wrong / units)}. ` +
        'Leave such samples out, or look at the training that led to them.',
    );
  }
  return { data, count, units };
}
