import type { Shape } from '@hourglass/core';
import type { ElementName } from '../binary/element-type.js';

/** The arrays that IDX files can hold. */
export type IdxData = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** An array as it stands in an IDX file, in row-major order; the samples are along the first axis. */
export interface IdxArray<Data extends IdxData = IdxData> {
  readonly data: Data;
  readonly shape: Shape;
}

/** One type of element: its code in the third byte of a file, the array that holds it, and how it is written, big-endian. */
export interface IdxType {
  readonly code: number;
  readonly element: ElementName;
  readonly Values: { readonly name: string; readonly BYTES_PER_ELEMENT: number; new (length: number): IdxData };
  readonly set: (view: DataView, offset: number, value: number) => void;
}

/** The types of the format (LeCun, Cortes and Burges, "The MNIST database of handwritten digits"). */
export const idxTypes: readonly IdxType[] = [
  { code: 0x08, element: 'uint8', Values: Uint8Array, set: (view, offset, value) => view.setUint8(offset, value) },
  { code: 0x09, element: 'int8', Values: Int8Array, set: (view, offset, value) => view.setInt8(offset, value) },
  { code: 0x0b, element: 'int16', Values: Int16Array, set: (view, offset, value) => view.setInt16(offset, value) },
  { code: 0x0c, element: 'int32', Values: Int32Array, set: (view, offset, value) => view.setInt32(offset, value) },
  { code: 0x0d, element: 'float32', Values: Float32Array, set: (view, offset, value) => view.setFloat32(offset, value) },
  { code: 0x0e, element: 'float64', Values: Float64Array, set: (view, offset, value) => view.setFloat64(offset, value) },
];
