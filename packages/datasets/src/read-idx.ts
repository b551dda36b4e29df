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
export async function readIdx(bytes: Uint8Array): Promise<IdxArray> {
  if (!isGzip(bytes)) return parse(bytes);
  const { fileSize } = readHeader(await unpackedStart(bytes, longestHeader));
  if (fileSize > greatestPacking * bytes.length) throw wrongSize(fileSize, `no more than ${greatestPacking * bytes.length}`);
  return parse(await unpackedStart(bytes, fileSize + 1));
}

function parse(bytes: Uint8Array): IdxArray {
  const { type, shape, dataStart, fileSize } = readHeader(bytes);
  if (bytes.length !== fileSize) throw wrongSize(fileSize, bytes.length > fileSize ? `${bytes.length} or more` : bytes.length);
  const source = bytes.subarray(dataStart);
  if (type.code === 0x08) return { data: source, shape };
  const view = new DataView(source.buffer, source.byteOffset);
  const data = type.create(sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = type.get(view, i * type.bytes);
  return { data, shape };
}

interface Header {
  readonly type: IdxType;
  readonly shape: Shape;
  readonly dataStart: number;
  /** The bytes that a whole file of these sizes holds. */
  readonly fileSize: number;
}

function readHeader(bytes: Uint8Array): Header {
  const [first, second, code, rank] = bytes;
  if (rank === undefined) throw wrongSize('4 or more', bytes.length);
  const type = idxTypes.find((known) => known.code === code);
  if (first !== 0 || second !== 0 || !type)
    throw new InvalidDataError(
      `Expected an IDX file, which starts with 00 00 and a type from ${idxTypes.map((known) => hex(known.code)).join(', ')}; ` +
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
      `Expected an IDX file of sizes that fit in memory, received [${shape.join(', ')}]. The file is damaged; get it again.`,
    );
  return { type, shape, dataStart, fileSize };
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

const wrongSize = (expected: number | string, received: number | string): InvalidDataError =>
  new InvalidDataError(
    `Expected an IDX file of ${expected} bytes, by its header; received ${received}. ` +
      'It was cut short, or is damaged or of another format; get it again.',
  );
