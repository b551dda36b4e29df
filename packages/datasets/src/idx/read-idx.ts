import { sizeOf } from '@hourglass/core';
import { decoder } from '../binary/element-type.js';
import { byteSource, readExactly, reading, type Source } from '../byte-source.js';
import { unpacked } from '../zip/unpacked.js';
import type { IdxArray } from './idx-array.js';
import { readIdxHeader } from './idx-header.js';

/**
 * Reads an IDX file, whole or not at all: any of its six types of element, any rank, packed with gzip or not.
 *
 * @returns the array in the type of the file and its shape
 * @throws InvalidDataError where it is no IDX file, or its sizes do not fit its bytes, or it is damaged
 */
export const readIdx = (source: Source): Promise<IdxArray> =>
  reading(unpacked(byteSource(source)), async (bytes) => {
    const { type, shape, start } = await readIdxHeader(bytes);
    const values = new type.Values(shape.includes(0) ? 0 : sizeOf(shape));
    decoder(type.element, false)(await readExactly(bytes, start, values.byteLength), values);
    return { data: values, shape };
  });
