import { InvalidDataError, sizeOf, type NdArray } from '@hourglass/core';

/**
 * The number of samples in an array `[batch, ...shape]`, and of values in each.
 *
 * @param where the function that asks, for errors
 * @throws InvalidDataError where there is none, or the shape is of another number of values
 */
export function rowsOf(where: string, { data, shape }: NdArray): { readonly count: number; readonly size: number } {
  const size = sizeOf(shape.slice(1));
  if (shape.length < 2 || data.length === 0 || data.length !== sizeOf(shape))
    throw new InvalidDataError(
      `${where}: expected [batch, ...] with at least one value, received [${shape.join(', ')}] of ${data.length} values.`,
    );
  return { count: data.length / size, size };
}
