import { checkOptions, InvalidDataError, sizeOf } from '@hourglass/core';
import * as v from 'valibot';
import { gzip } from '../gzip.js';
import { idxTypes, type IdxArray } from './idx-array.js';

export interface WriteIdxOptions {
  /** Packs the file. Default false. */
  readonly gzip?: boolean;
}

const schema = v.strictObject({ gzip: v.optional(v.boolean(), false) });

/**
 * Writes an array as an IDX file.
 *
 * @param array at most 255 axes, each below 2³²; the type of its data becomes the file's
 * @returns the bytes of the file
 * @throws InvalidDataError where the shape does not fit the data or the format
 */
export async function writeIdx({ data, shape }: IdxArray, options: WriteIdxOptions = {}): Promise<Uint8Array> {
  const { gzip: pack } = checkOptions('writeIdx', schema, options);
  const type = idxTypes.find(({ Values }) => data instanceof Values);
  if (!type)
    throw new InvalidDataError(
      `writeIdx: expected data as ${idxTypes.map(({ Values }) => Values.name).join(', ')}; received ${data[Symbol.toStringTag]}.`,
    );
  if (shape.length > 255 || shape.some((axis) => !Number.isInteger(axis) || axis < 0 || axis > 0xffffffff))
    throw new InvalidDataError(
      `writeIdx: expected at most 255 whole sizes from 0 to 4294967295, received [${shape.join(', ')}].`,
    );
  if (sizeOf(shape) !== data.length)
    throw new InvalidDataError(
      `writeIdx: expected ${sizeOf(shape)} values for shape [${shape.join(', ')}], received ${data.length}.`,
    );

  const dataStart = 4 + 4 * shape.length;
  const bytes = new Uint8Array(dataStart + data.byteLength);
  const view = new DataView(bytes.buffer);
  bytes.set([0, 0, type.code, shape.length]);
  shape.forEach((axis, i) => view.setUint32(4 + 4 * i, axis));
  for (let i = 0; i < data.length; i++) type.set(view, dataStart + i * data.BYTES_PER_ELEMENT, data[i]!);
  return pack ? gzip(bytes) : bytes;
}
