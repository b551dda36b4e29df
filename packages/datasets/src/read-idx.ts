import { InvalidDataError, sizeOf, type Shape } from '@hourglass/core';
import { isGzip, unpackedStart } from './gzip.js';
import { idxTypes, type IdxArray, type IdxType } from './idx-array.js';

/** A header holds two zeros, type and rank, and four bytes for each of at most 255 axes. */
const longestHeader = 4 + 4 * 255;

/** Deflate packs at most 1032 bytes into one. */
const greatestPacking = 1032;

/**
 * Reads an IDX file, whole or not at all: any of its six types of element, any rank, packed with gzip or not.
 *
 * @param bytes the file; uint8 data that are not packed share its memory
 * @returns the array in the type of the file and its shape
 * @throws InvalidDataError where it is no IDX file, or its sizes do not fit its bytes, or it is damaged
 */
export const readIdx = (bytes: Uint8Array): Promise<IdxArray> => readIdxWith(unpackedStart, bytes);

/** Reads an IDX file as `readIdx` does, with the host's own way of unpacking at most `count` bytes of gzip. */
export async function readIdxWith(
  unpack: (packed: Uint8Array, count: number) => Promise<Uint8Array>,
  bytes: Uint8Array,
): Promise<IdxArray> {
  if (!isGzip(bytes)) return parse(bytes);
  const { fileSize } = readHeader(await unpackedStart(bytes, longestHeader));
  const most = greatestPacking * bytes.length;
  if (fileSize > most) throw wrongSize(fileSize, `no more than ${most}`);
  return parse(await unpack(bytes, fileSize + 1));
}

function parse(bytes: Uint8Array): IdxArray {
  const { type, shape, count, dataStart, fileSize } = readHeader(bytes);
  if (bytes.length < fileSize) throw wrongSize(fileSize, bytes.length);
  if (bytes.length > fileSize) throw wrongSize(fileSize, 'more');
  const start = bytes.byteOffset + dataStart;
  if (type.code === 0x08) return { data: new Uint8Array(bytes.buffer, start, count), shape };
  const view = new DataView(bytes.buffer, start);
  const data = type.create(count);
  for (let i = 0; i < data.length; i++) data[i] = type.get(view, i * type.bytes);
  return { data, shape };
}

interface Header {
  readonly type: IdxType;
  readonly shape: Shape;
  /** The number of elements. */
  readonly count: number;
  readonly dataStart: number;
  /** The bytes that a whole file of these sizes holds. */
  readonly fileSize: number;
}

function readHeader(bytes: Uint8Array): Header {
  const [first, second, code, rank] = bytes;
  if (rank === undefined) throw wrongSize('4 or more', bytes.length);
  const type = idxTypes.find((known) => known.code === code);
  const codes = idxTypes.map((known) => hex(known.code));
  if (first !== 0 || second !== 0 || !type)
    throw new InvalidDataError(
      `Expected an IDX file, which starts with 00 00 and one of ${codes.join(', ')}; ` +
        `received ${[...bytes.subarray(0, 3)].map(hex).join(' ')}. Give an IDX file, packed with gzip or not.`,
    );
  const dataStart = 4 + 4 * rank;
  if (bytes.length < dataStart) throw wrongSize(`${dataStart} or more`, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = shape.includes(0) ? 0 : sizeOf(shape);
  const fileSize = dataStart + count * type.bytes;
  if (!Number.isSafeInteger(fileSize))
    throw new InvalidDataError(
      `Expected an IDX file whose sizes fit in memory, received [${shape.join(', ')}]. It is damaged; get it again.`,
    );
  return { type, shape, count, dataStart, fileSize };
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

const wrongSize = (expected: number | string, received: number | string): InvalidDataError =>
  new InvalidDataError(
    `Expected an IDX file of ${expected} bytes, by its header; received ${received}. ` +
      'It was cut short, or is damaged or of another format; get it again.',
  );
