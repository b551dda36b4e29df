import { InvalidDataError, sizeOf, type NdArray, type Shape } from '@hourglass/core';
import { dump, parse, type NpyArray } from 'npyjs';
import { readFile } from 'node:fs/promises';
import { writeWhole } from './write-whole.js';

/** Writes an array as NPY 1.0, float32 in C order. */
export const writeNpy = (path: string, { data, shape }: NdArray<Float32Array>): Promise<void> =>
  writeWhole(path, new Uint8Array(dump(data, [...shape])));

/**
 * Reads an array of numbers: float32, float64 or whole numbers of up to 32 bits, little-endian, in C order.
 *
 * @throws InvalidDataError for anything else, or a damaged file
 */
export async function readNpy(path: string): Promise<NdArray<Float32Array>> {
  const { data, shape } = await readNumbers(path);
  return { data: Float32Array.from(data), shape };
}

type Numbers = Uint8Array | Int8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/**
 * As `readNpy`, in the type that the file has.
 *
 * @throws InvalidDataError as `readNpy`
 */
export async function readNumbers(path: string): Promise<{ readonly data: Numbers; readonly shape: Shape }> {
  const { data, shape, dtype, fortranOrder } = parseNpy(path, await readFile(path));
  if (!['f4', 'f8', 'i1', 'u1', 'i2', 'u2', 'i4', 'u4'].includes(dtype))
    throw new InvalidDataError(`${path}: expected float32, float64 or whole numbers of up to 32 bits, received ${dtype}.`);
  if (fortranOrder)
    throw new InvalidDataError(`${path}: expected C order, received Fortran order. Save numpy.ascontiguousarray(array).`);
  const values = data as Numbers;
  if (values.length !== sizeOf(shape))
    throw new InvalidDataError(
      `${path}: expected ${sizeOf(shape)} values for shape [${shape.join(', ')}], received ${values.length}; is the file whole?`,
    );
  return { data: values, shape };
}

function parseNpy(path: string, bytes: Uint8Array): NpyArray {
  try {
    return parse(Uint8Array.from(bytes).buffer);
  } catch (cause) {
    throw new InvalidDataError(
      `${path}: expected an NPY file of little-endian numbers: ${(cause as Error).message}. Write one with numpy.save.`,
      { cause },
    );
  }
}
