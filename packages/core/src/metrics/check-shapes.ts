import { InvalidDataError } from '../errors.js';
import { sameShape, sizeOf, type NdArray } from '../values.js';

/**
 * Refuses two arrays that cannot be compared.
 *
 * @throws InvalidDataError where shapes differ, or there is nothing to compare
 */
export function checkShapes(where: string, clean: NdArray, reconstruction: NdArray): void {
  const describe = ({ shape }: NdArray): string => `[${shape.join(', ')}]`;
  if (!sameShape(clean.shape, reconstruction.shape))
    throw new InvalidDataError(
      `${where}: expected two arrays of one shape, received ${describe(clean)} and ${describe(reconstruction)}. ` +
        'Compare a reconstruction with the batch that it is of.',
    );
  for (const array of [clean, reconstruction])
    if (array.data.length !== sizeOf(array.shape) || array.data.length === 0)
      throw new InvalidDataError(
        `${where}: expected at least one value, and ${sizeOf(array.shape)} for shape ${describe(array)}; ` +
          `received ${array.data.length}.`,
      );
}
