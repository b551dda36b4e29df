import { InvalidDataError } from '@hourglass/core';

/** A typed array of numbers. */
export type Numbers = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** How one number lies in a file. */
export interface ElementType {
  readonly bytes: number;
  readonly get: (view: DataView, offset: number, isLittleEndian: boolean) => number;
  /** The array that reads as this, where there is one. */
  readonly Values?: new (memory: ArrayBufferLike, start: number, length: number) => Numbers;
  /** Whether values may be NaN or infinite. */
  readonly isFloat: boolean;
}

const whole = { isFloat: false };
const float = { isFloat: true };

/** The numeric types of files, by name. */
export const elementTypes = {
  bool: { ...whole, bytes: 1, get: (view, at) => Number(view.getUint8(at) !== 0) },
  uint8: { ...whole, bytes: 1, get: (view, at) => view.getUint8(at), Values: Uint8Array },
  int8: { ...whole, bytes: 1, get: (view, at) => view.getInt8(at), Values: Int8Array },
  uint16: { ...whole, bytes: 2, get: (view, at, little) => view.getUint16(at, little), Values: Uint16Array },
  int16: { ...whole, bytes: 2, get: (view, at, little) => view.getInt16(at, little), Values: Int16Array },
  uint32: { ...whole, bytes: 4, get: (view, at, little) => view.getUint32(at, little), Values: Uint32Array },
  int32: { ...whole, bytes: 4, get: (view, at, little) => view.getInt32(at, little), Values: Int32Array },
  uint64: { ...whole, bytes: 8, get: (view, at, little) => wide(view.getUint32(at + (little ? 4 : 0), little), view.getUint32(at + (little ? 0 : 4), little)) },
  int64: { ...whole, bytes: 8, get: (view, at, little) => wide(view.getInt32(at + (little ? 4 : 0), little), view.getUint32(at + (little ? 0 : 4), little)) },
  float16: { ...float, bytes: 2, get: (view, at, little) => half(view.getUint16(at, little)) },
  float32: { ...float, bytes: 4, get: (view, at, little) => view.getFloat32(at, little), Values: Float32Array },
  float64: { ...float, bytes: 8, get: (view, at, little) => view.getFloat64(at, little), Values: Float64Array },
} satisfies Record<string, ElementType>;

export type ElementName = keyof typeof elementTypes;

/** Writes numbers, as they lie in a file, to as many values of an array. */
export type Decode<Values extends Numbers = Float32Array> = (bytes: Uint8Array, values: Values) => void;

/** What reads the numbers of a type; it throws InvalidDataError for a whole number beyond 2⁵³. */
export function decoder(name: ElementName, isLittleEndian: boolean): Decode<Numbers> {
  const { bytes: width, get, Values }: ElementType = elementTypes[name];
  return (bytes, values) => {
    if (Values && (isLittleEndian || width === 1) && bytes.byteOffset % width === 0) {
      values.set(new Values(bytes.buffer, bytes.byteOffset, values.length));
      return;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let i = 0; i < values.length; i++) values[i] = get(view, i * width, isLittleEndian);
  };
}

/** The whole number of two halves, which doubles hold exactly up to 2⁵³. */
function wide(high: number, low: number): number {
  const value = high * 2 ** 32 + low;
  if (Number.isSafeInteger(value)) return value;
  throw new InvalidDataError(`Expected whole numbers below 2^53, received ${BigInt(high) * 2n ** 32n + BigInt(low)}. Save them as float64.`);
}

/** The value of 16 bits (IEEE 754 binary16). */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}
