import { InvalidDataError, sizeOf, type NdArray } from '@hourglass/core';

/**
 * |cos| between each found and each true direction; a direction of length 0 is at 0 to all.
 *
 * @param where the function that asks, for errors
 * @param found `[units, dimensions]`
 * @param truth `[directions, dimensions]`
 * @returns a row of `directions` values for each unit
 * @throws InvalidDataError where they have not the same number of dimensions
 */
export function cosines(where: string, found: NdArray, truth: NdArray): Float64Array[] {
  checkDirections(where, 'found', found);
  checkDirections(where, 'truth', truth);
  if (found.shape[1] !== truth.shape[1])
    throw new InvalidDataError(
      `${where}: expected directions of one number of dimensions, received ${found.shape[1]} and ${truth.shape[1]}. ` +
        "A dictionary is the kernel of the decoder's first layer, [units, dimensions].",
    );
  const [rows, columns] = [unitRows(found), unitRows(truth)];
  return rows.map((a) => Float64Array.from(columns, (b) => Math.abs(a.reduce((sum, x, i) => sum + x * b[i]!, 0))));
}

function checkDirections(where: string, name: string, { data, shape }: NdArray): void {
  if (shape.length !== 2 || data.length !== sizeOf(shape) || data.length === 0)
    throw new InvalidDataError(`${where}: ${name}: expected [directions, dimensions], received [${shape.join(', ')}] of ${data.length} values.`);
}

function unitRows({ data, shape }: NdArray): Float64Array[] {
  const dimensions = shape[1]!;
  return Array.from({ length: shape[0]! }, (_, row) => {
    const values = Float64Array.from(data.subarray(row * dimensions, (row + 1) * dimensions));
    const length = Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
    return values.map((x) => (length > 0 ? x / length : 0));
  });
}
