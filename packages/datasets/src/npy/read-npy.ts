import { InvalidDataError, sizeOf, type NdArray } from '@hourglass/core';
import { decoder, elementTypes } from '../binary/element-type.js';
import { byteSource, reading, type OpenBytes, type Source } from '../byte-source.js';
import { unpacked } from '../zip/unpacked.js';
import { wholeLabels } from '../binary/whole-labels.js';
import { elementReader } from './element-reader.js';
import { readNpyHeader, type NpyHeader } from './npy-header.js';

/**
 * A whole NPY file as an array of floats, of any rank; bytes are not scaled.
 *
 * @throws InvalidDataError where it is no NPY file of numbers, or damaged
 */
export const readNpy = (source: Source): Promise<NdArray<Float32Array>> =>
  reading(unpacked(byteSource(source)), async (bytes) => {
    const header = await readNpyHeader(bytes);
    return { data: await readValues(bytes, header, new Float32Array(sizeOf(header.shape))), shape: header.shape };
  });

/** Fills an array with the values of an NPY file. */
async function readValues<Values extends Float32Array | Float64Array>(bytes: OpenBytes, header: NpyHeader, values: Values): Promise<Values> {
  const all = new Uint8Array(values.length * elementTypes[header.type].bytes);
  if (values.length > 0) await elementReader(header).read(bytes, 0, all);
  decoder(header.type, header.isLittleEndian)(all, values);
  return values;
}

/**
 * The labels in an NPY file `[size]` or `[size, 1]`.
 *
 * @throws InvalidDataError where there are more or fewer, or one is no whole number of 32 bits
 */
export const readNpyLabels = (source: Source, size: number): Promise<Int32Array> =>
  reading(unpacked(byteSource(source)), async (bytes) => {
    const header = await readNpyHeader(bytes);
    const { shape } = header;
    if (shape[0] !== size || shape.length > 2 || shape[1] !== undefined && shape[1] !== 1)
      throw new InvalidDataError(`Expected labels [${size}], one a sample, received shape [${shape.join(', ')}].`);
    return wholeLabels(await readValues(bytes, header, new Float64Array(size)));
  });
