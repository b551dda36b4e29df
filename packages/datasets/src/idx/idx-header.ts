import { InvalidDataError, sizeOf, type Shape } from '@hourglass/core';
import type { OpenBytes } from '../byte-source.js';
import { idxTypes, type IdxType } from './idx-array.js';

/** What the header of an IDX file says of the bytes behind it. */
export interface IdxHeader {
  readonly type: IdxType;
  readonly shape: Shape;
  /** Where the values start. */
  readonly start: number;
}

/** A header holds two zeros, type and rank, and four bytes for each of at most 255 axes. */
const longestHeader = 4 + 4 * 255;

/**
 * Reads the header of an IDX file, and makes sure that the file holds what it says, to the byte.
 *
 * @throws InvalidDataError where it is no IDX file, or its sizes do not fit its bytes
 */
export async function readIdxHeader(opened: OpenBytes): Promise<IdxHeader> {
  const head = new Uint8Array(Math.min(opened.size, longestHeader));
  const bytes = head.subarray(0, await opened.read(0, head));
  const [first, second, code, rank] = bytes;
  if (rank === undefined) throw wrongSize('4 or more', bytes.length);
  const type = idxTypes.find((known) => known.code === code);
  const codes = idxTypes.map((known) => hex(known.code));
  if (first !== 0 || second !== 0 || !type)
    throw new InvalidDataError(
      `Expected an IDX file, which starts with 00 00 and one of ${codes.join(', ')}; ` +
        `received ${[...bytes.subarray(0, 3)].map(hex).join(' ')}. Give an IDX file, packed with gzip or not.`,
    );
  const start = 4 + 4 * rank;
  if (bytes.length < start) throw wrongSize(`${start} or more`, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = shape.includes(0) ? 0 : sizeOf(shape);
  const fileSize = start + count * type.Values.BYTES_PER_ELEMENT;
  if (!Number.isSafeInteger(fileSize))
    throw new InvalidDataError(
      `Expected an IDX file whose sizes fit in memory, received [${shape.join(', ')}]. It is damaged; get it again.`,
    );
  if (opened.size !== fileSize) throw wrongSize(fileSize, opened.size);
  return { type, shape, start };
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

const wrongSize = (expected: number | string, received: number): InvalidDataError =>
  new InvalidDataError(
    `Expected an IDX file of ${expected} bytes, by its header; received ${received}. ` +
      'It was cut short, or is damaged or of another format; get it again.',
  );
