import { InvalidDataError, sizeOf, type NdArray, type Shape } from '@hourglass/core';

/**
 * Writes an array as an NPY file, version 1.0: float32, int32 or bytes, little-endian, in C order.
 *
 * @returns the bytes of the file
 * @throws InvalidDataError where the shape does not fit the data
 */
export function writeNpy({ data, shape }: { readonly data: NdArray['data'] | Uint8Array; readonly shape: Shape }): Uint8Array<ArrayBuffer> {
  if (sizeOf(shape) !== data.length)
    throw new InvalidDataError(`writeNpy: expected ${sizeOf(shape)} values for shape [${shape.join(', ')}], received ${data.length}.`);
  const header = npyHeader(data instanceof Uint8Array ? '|u1' : data instanceof Int32Array ? '<i4' : '<f4', shape);
  const bytes = new Uint8Array(header.length + data.byteLength);
  bytes.set(header);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), header.length);
  return bytes;
}

/** What stands before the values of an NPY file, version 1.0, in C order. */
export function npyHeader(descr: '<f4' | '<i4' | '|u1', shape: Shape): Uint8Array {
  const axes = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${axes}, }`;
  const length = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const bytes = new Uint8Array(length);
  new TextEncoder().encodeInto(`${dictionary.padEnd(length - 11)}\n`, bytes.subarray(10));
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, (length - 10) % 256, Math.floor((length - 10) / 256)]);
  return bytes;
}
