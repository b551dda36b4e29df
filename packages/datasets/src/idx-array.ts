import type { Shape } from '@hourglass/core';

/** The arrays that IDX files can hold. */
export type IdxData = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** An array as it stands in an IDX file, in row-major order; the samples are along the first axis. */
export interface IdxArray<Data extends IdxData = IdxData> {
  readonly data: Data;
  readonly shape: Shape;
}

/** One type of element: its code in the third byte of a file, the array that holds it, and its big-endian bytes. */
export interface IdxType {
  readonly code: number;
  readonly name: string;
  readonly bytes: number;
  readonly create: (length: number) => IdxData;
  readonly get: (view: DataView, offset: number) => number;
  readonly set: (view: DataView, offset: number, value: number) => void;
}

/** The types of the format (LeCun, Cortes and Burges, "The MNIST database of handwritten digits"). */
export const idxTypes: readonly IdxType[] = [
  {
    code: 0x08,
    name: 'Uint8Array',
    bytes: 1,
    create: (length) => new Uint8Array(length),
    get: (view, offset) => view.getUint8(offset),
    set: (view, offset, value) => view.setUint8(offset, value),
  },
  {
    code: 0x09,
    name: 'Int8Array',
    bytes: 1,
    create: (length) => new Int8Array(length),
    get: (view, offset) => view.getInt8(offset),
    set: (view, offset, value) => view.setInt8(offset, value),
  },
  {
    code: 0x0b,
    name: 'Int16Array',
    bytes: 2,
    create: (length) => new Int16Array(length),
    get: (view, offset) => view.getInt16(offset),
    set: (view, offset, value) => view.setInt16(offset, value),
  },
  {
    code: 0x0c,
    name: 'Int32Array',
    bytes: 4,
    create: (length) => new Int32Array(length),
    get: (view, offset) => view.getInt32(offset),
    set: (view, offset, value) => view.setInt32(offset, value),
  },
  {
    code: 0x0d,
    name: 'Float32Array',
    bytes: 4,
    create: (length) => new Float32Array(length),
    get: (view, offset) => view.getFloat32(offset),
    set: (view, offset, value) => view.setFloat32(offset, value),
  },
  {
    code: 0x0e,
    name: 'Float64Array',
    bytes: 8,
    create: (length) => new Float64Array(length),
    get: (view, offset) => view.getFloat64(offset),
    set: (view, offset, value) => view.setFloat64(offset, value),
  },
];
