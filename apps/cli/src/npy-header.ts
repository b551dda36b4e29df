import { InvalidDataError, sizeOf, type Shape } from '@hourglass/core';

export type Numbers =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** What the header of an NPY file says of the bytes behind it. */
export interface NpyHeader {
  readonly shape: Shape;
  /** Where the values start. */
  readonly start: number;
  /** The values, over memory that starts with them. */
  readonly view: (memory: ArrayBuffer) => Numbers;
}

const types: Readonly<Record<string, new (memory: ArrayBuffer) => Numbers>> = {
  ...{ u1: Uint8Array, i1: Int8Array, u2: Uint16Array, i2: Int16Array, u4: Uint32Array, i4: Int32Array },
  ...{ f4: Float32Array, f8: Float64Array },
};

const magic = Buffer.from('\x93NUMPY', 'latin1');

/** Whether a file starts as NPY files do. */
export const isNpy = (bytes: Uint8Array): boolean => magic.equals(bytes.subarray(0, magic.length));

/**
 * Reads the header of an NPY file, and makes sure that the file holds what it says, to the byte.
 *
 * @throws InvalidDataError that says what was expected and received
 */
export function readNpyHeader(bytes: Buffer): NpyHeader {
  const damaged = (expected: string, received: string): InvalidDataError =>
    new InvalidDataError(`expected ${expected}, received ${received}. The file is damaged or was cut short; write it again.`);
  if (!isNpy(bytes))
    throw new InvalidDataError(
      bytes.length === 0
        ? 'expected an NPY file, received an empty one. Write one with numpy.save.'
        : `expected an NPY file, which starts with 93 4e 55 4d 50 59, received ${hex(bytes.subarray(0, 6))}. Write one with numpy.save.`,
    );
  const version = bytes[6] ?? 0;
  if (bytes.length >= 8 && (version < 1 || version > 3))
    throw new InvalidDataError(`expected NPY of version 1, 2 or 3, received ${version}.${bytes[7]}. Write it with numpy.save.`);
  const before = version === 1 ? 10 : 12;
  if (bytes.length < before) throw damaged(`a header of ${before} bytes or more`, `${bytes.length} bytes`);
  const start = before + (version === 1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8));
  if (start > bytes.length) throw damaged(`a header of ${start} bytes`, `${bytes.length} bytes`);

  const { descr, isFortran, shape } = parse(bytes.toString('utf8', before, start));
  const kind = /^[<|](?=\w\d$)/.test(descr) ? descr.slice(1) : '';
  if (descr.startsWith('>'))
    throw new InvalidDataError(`expected little-endian numbers, received ${descr}. Save array.astype('<${descr.slice(1)}').`);
  const type = Object.hasOwn(types, kind) ? types[kind] : undefined;
  if (!type)
    throw new InvalidDataError(`expected float32, float64 or whole numbers of up to 32 bits, received ${descr}. Save array.astype('<f4').`);
  if (isFortran) throw new InvalidDataError('expected C order, received Fortran order. Save numpy.ascontiguousarray(array).');
  const size = sizeOf(shape) * Number(kind[1]);
  const received = bytes.length - start;
  if (size !== received) throw damaged(`${size} bytes of ${descr} for shape [${shape.join(', ')}]`, `${received}`);
  return { shape, start, view: (memory) => new type(memory) };
}

/** The dictionary of Python that the header is. */
function parse(text: string): { readonly descr: string; readonly isFortran: boolean; readonly shape: Shape } {
  const descr = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const axes = /'shape':\s*\(([\d\s,]*)\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || axes === undefined)
    throw new InvalidDataError(
      `expected a header with descr, fortran_order and shape, received ${JSON.stringify(text.slice(0, 80))}. Write it with numpy.save.`,
    );
  return { descr, isFortran: order === 'True', shape: axes.split(',').filter((axis) => axis.trim() !== '').map(Number) };
}

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
