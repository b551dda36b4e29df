import { InvalidDataError, sizeOf, type Shape } from '@hourglass/core';
import { elementTypes, type ElementName } from '../binary/element-type.js';
import type { OpenBytes } from '../byte-source.js';

/** What the header of an NPY file says of the bytes behind it. */
export interface NpyHeader {
  readonly type: ElementName;
  readonly isLittleEndian: boolean;
  /** Whether the first axis runs fastest. */
  readonly isFortran: boolean;
  readonly shape: Shape;
  /** Where the values start. */
  readonly start: number;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const;

/** Whether a file starts as NPY files do. */
const isNpy = (bytes: Uint8Array): boolean => magic.every((byte, i) => byte === bytes[i]);

/** Headers are of some hundred bytes, with room for many fields; none is longer than this. */
const longestHeader = 65536;

/**
 * Reads the header of an NPY file of version 1, 2 or 3, and makes sure that the file holds what it says, to the byte.
 *
 * @throws InvalidDataError that says what was expected and received
 */
export async function readNpyHeader(bytes: OpenBytes): Promise<NpyHeader> {
  const head = new Uint8Array(Math.min(bytes.size, longestHeader));
  const begin = head.subarray(0, await bytes.read(0, head));
  if (!isNpy(begin))
    throw new InvalidDataError(
      begin.length === 0
        ? 'Expected an NPY file, received an empty one. Write one with numpy.save.'
        : `Expected an NPY file, which starts with ${hex(magic)}, received ${hex(begin.subarray(0, 6))}. Write one with numpy.save.`,
    );
  const [version = 0, minor = 0] = begin.subarray(6);
  if (begin.length >= 8 && (version < 1 || version > 3))
    throw new InvalidDataError(`Expected NPY of version 1, 2 or 3, received ${version}.${minor}. Write it with numpy.save.`);
  if (begin.length < 12) throw damaged('a header of 12 bytes or more', `${begin.length} bytes`);
  const view = new DataView(begin.buffer, begin.byteOffset);
  const before = version === 1 ? 10 : 12;
  const start = before + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > begin.length) throw damaged(`a header of ${start} bytes, at most ${longestHeader}`, `${begin.length} bytes`);

  const { descr, isFortran, shape } = dictionary(new TextDecoder().decode(begin.subarray(before, start)));
  const type = typeNames.get(descr.slice(1));
  if (!type || !/^[<>|=]/.test(descr))
    throw new InvalidDataError(
      `Expected numbers (bool, whole numbers, float16 to float64), received ${descr}. Save array.astype('<f4').`,
    );
  const size = shape.includes(0) ? 0 : sizeOf(shape) * elementTypes[type].bytes;
  const received = bytes.size - start;
  if (!(size <= Number.MAX_SAFE_INTEGER) || size !== received)
    throw damaged(`${size} bytes of ${descr} for shape [${shape.join(', ')}]`, `${received}`);
  return { type, isLittleEndian: !descr.startsWith('>'), isFortran, shape, start };
}

const damaged = (expected: string, received: string): InvalidDataError =>
  new InvalidDataError(`Expected ${expected}, received ${received}. The file is damaged or was cut short; write it again.`);

/** NumPy's names of the types, without the order of their bytes. */
const typeNames = new Map<string, ElementName>([
  ...([['b1', 'bool'], ['u1', 'uint8'], ['i1', 'int8'], ['u2', 'uint16'], ['i2', 'int16'], ['u4', 'uint32']] as const),
  ...([['i4', 'int32'], ['u8', 'uint64'], ['i8', 'int64'], ['f2', 'float16'], ['f4', 'float32'], ['f8', 'float64']] as const),
]);

interface Dictionary {
  readonly descr: string;
  readonly isFortran: boolean;
  readonly shape: Shape;
}

/** The dictionary of Python that the header is; its keys may come in any order, each once. */
function dictionary(text: string): Dictionary {
  const inside = /^\{(.*)\}[ \n]*$/s.exec(text)?.[1];
  const entry = /[ \t\f\r\n]*(['"])(descr|fortran_order|shape)\1 *: *('[^']*'|"[^"]*"|True|False|\([\d L,]*\)) *(?:,|$)/y;
  const found = new Map<string, string>();
  if (inside !== undefined)
    for (let match = entry.exec(inside); match; match = entry.exec(inside)) {
      found.set(match[2]!, match[3]!);
      if (inside.slice(entry.lastIndex).trim() === '') return valuesOf(found, text);
    }
  throw wrongHeader(text);
}

function valuesOf(entries: ReadonlyMap<string, string>, text: string): Dictionary {
  const descr = /^(['"])(.*)\1$/.exec(entries.get('descr') ?? '')?.[2];
  const order = entries.get('fortran_order');
  const axes = /^\( *((?:\d+L? *(?:, *|(?=\))))*)\)$/.exec(entries.get('shape') ?? '')?.[1]; // of Python 2: (10L, 3L)
  if (descr === undefined || (order !== 'True' && order !== 'False') || axes === undefined) throw wrongHeader(text);
  return { descr, isFortran: order === 'True', shape: (axes.match(/\d+/g) ?? []).map(Number) };
}

const wrongHeader = (text: string): InvalidDataError =>
  new InvalidDataError(
    `Expected a header with descr, fortran_order and shape, received ${JSON.stringify(text.slice(0, 80))}. ` +
      'Write it with numpy.save, of one array of numbers.',
  );

const hex = (bytes: Iterable<number>): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
