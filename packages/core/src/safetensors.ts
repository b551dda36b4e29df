import { CheckpointError } from './errors.js';
import { damaged, parseHeader, show, type Header, type HeaderEntry } from './safetensors-header.js';
import { sizeOf, type NamedArrays, type NdArray } from './values.js';

/** The largest header that the format allows, in bytes. */
const largestHeader = 100_000_000;

/**
 * Writes arrays in the safetensors format (https://github.com/huggingface/safetensors): the length of the header, the
 * header as JSON, and the values one after another, little-endian.
 *
 * @param arrays by name; `__metadata__` and `__proto__` cannot be names
 * @param metadata texts by name, kept beside the arrays
 * @returns the file; its values begin at a multiple of 8 bytes
 * @throws CheckpointError where a name is not possible or the values do not fill their shape
 */
export function writeSafetensors(arrays: NamedArrays, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  let length = 0;
  const entries = Object.entries(arrays).map(([name, { data, shape }]): [string, HeaderEntry] => {
    if (data.length !== sizeOf(shape))
      throw new CheckpointError(
        `${name}: expected ${sizeOf(shape)} values for shape [${shape.join(', ')}], received ${data.length}.`,
      );
    const begin = length;
    length += data.byteLength;
    return [name, { dtype: data instanceof Int32Array ? 'I32' : 'F32', shape, data_offsets: [begin, length] }];
  });
  const isName = (name: string): boolean => Object.hasOwn(arrays, name) || Object.hasOwn(metadata, name);
  const forbidden = ['__proto__', '__metadata__'].find(isName);
  if (forbidden !== undefined) throw new CheckpointError(`${forbidden} cannot be a name. Choose another.`);

  const texts = Object.keys(metadata).length > 0 ? { __metadata__: metadata } : {};
  const text = new TextEncoder().encode(JSON.stringify({ ...texts, ...Object.fromEntries(entries) }));
  const start = Math.ceil((8 + text.length) / 8) * 8;
  if (start - 8 > largestHeader)
    throw new CheckpointError(
      `Expected a header of at most ${largestHeader} bytes, received ${start - 8}. Save fewer arrays or less metadata.`,
    );

  const file = new Uint8Array(start + length).fill(0x20, 8, start); // padded with spaces
  new DataView(file.buffer).setBigUint64(0, BigInt(start - 8), true);
  file.set(text, 8);
  for (const [name, { data_offsets: [begin] }] of entries) {
    const { data } = arrays[name]!;
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start + begin);
  }
  return file;
}

/**
 * Reads a safetensors file of float32 and int32 arrays. Everything is checked before the first array is made.
 *
 * @param bytes the whole file, from any source
 * @returns copies of the arrays, and the texts beside them
 * @throws CheckpointError that says what was found, where the file is damaged or holds other types
 */
export function readSafetensors(bytes: Uint8Array): { arrays: NamedArrays; metadata: Record<string, string> } {
  if (bytes.length < 8) throw damaged(`expected at least 8 bytes, received ${bytes.length}`);
  const headerLength = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  if (headerLength > largestHeader)
    throw damaged(`expected a header of at most ${largestHeader} bytes, received ${headerLength}`);
  const start = 8 + headerLength;
  if (start > bytes.length) throw damaged(`expected a header of ${headerLength} bytes, received ${bytes.length - 8}`);

  const { entries, metadata } = parseHeader(bytes.subarray(8, start));
  checkOffsets(entries, bytes.length - start);
  const arrays = entries.map(([name, { dtype, shape, data_offsets: [begin, end] }]): [string, NdArray] => {
    const { buffer } = new Uint8Array(bytes.subarray(start + begin, start + end)); // a copy, so aligned
    return [name, { data: dtype === 'I32' ? new Int32Array(buffer) : new Float32Array(buffer), shape }];
  });
  return { arrays: Object.fromEntries(arrays), metadata };
}

/** The arrays must follow one another from the first byte to the last. */
function checkOffsets(entries: Header['entries'], length: number): void {
  const inOrder = entries
    .map(([name, { shape, data_offsets: [begin, end] }]) => ({ name, begin, end, size: sizeOf(shape) * 4 }))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  let position = 0;
  for (const { name, begin, end, size } of inOrder) {
    if (begin !== position)
      throw damaged(`${show(name)}: expected to begin where the array before ends, at ${position}, received ${begin}`);
    if (end - begin !== size)
      throw damaged(`${show(name)}: expected ${size} bytes for its shape, received ${end - begin}`);
    position = end;
  }
  if (position !== length) throw damaged(`expected ${position} bytes of values, received ${length}`);
}
