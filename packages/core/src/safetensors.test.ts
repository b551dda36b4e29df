import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CheckpointError } from './errors.js';
import { readSafetensors, writeSafetensors } from './safetensors.js';
import { sizeOf, type NdArray, type NamedArrays } from './values.js';

const float32 = fc.array(fc.nat(4), { maxLength: 4 }).chain((shape) =>
  fc.float32Array({ minLength: sizeOf(shape), maxLength: sizeOf(shape) }).map((data): NdArray => ({ data, shape })),
);
const int32 = fc.array(fc.nat(4), { maxLength: 4 }).chain((shape) =>
  fc.int32Array({ minLength: sizeOf(shape), maxLength: sizeOf(shape) }).map((data): NdArray => ({ data, shape })),
);
const name = fc.string({ unit: 'binary' }).filter((text) => text !== '__proto__' && text !== '__metadata__');
const namedArrays: fc.Arbitrary<NamedArrays> = fc.dictionary(name, fc.oneof(float32, int32), { noNullPrototype: true });
const texts = fc.dictionary(name, fc.string({ unit: 'binary' }), { noNullPrototype: true });

/** A file of this header and of zeros. */
function fileOf(header: unknown, valueBytes = 0): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + valueBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  return file;
}

function withLength(length: bigint): Uint8Array {
  const file = new Uint8Array(64).fill(0x20);
  new DataView(file.buffer).setBigUint64(0, length, true);
  return file;
}

const scalar = { dtype: 'F32', shape: [], data_offsets: [0, 4] };
const sample = writeSafetensors(
  {
    'encoder/0/kernel': { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] },
    größe: { data: Int32Array.of(-1), shape: [] },
    empty: { data: new Float32Array(0), shape: [0, 3] },
  },
  { note: 'a "quoted" text' },
);

/** Reads, and lets nothing but a CheckpointError through. */
function readOrRefuse(bytes: Uint8Array): ReturnType<typeof readSafetensors> | undefined {
  try {
    return readSafetensors(bytes);
  } catch (error) {
    if (CheckpointError.isInstance(error)) return undefined;
    throw error;
  }
}

describe('writeSafetensors and readSafetensors', () => {
  it('give back every name, shape, value and text', () => {
    fc.assert(
      fc.property(namedArrays, texts, (arrays, metadata) => {
        const read = readSafetensors(writeSafetensors(arrays, metadata));
        expect(read.arrays).toEqual(arrays);
        expect(read.metadata).toEqual(metadata);
      }),
      { numRuns: 300 },
    );
  });

  it('give back no arrays and no texts', () => {
    expect(readSafetensors(writeSafetensors({}))).toEqual({ arrays: {}, metadata: {} });
  });

  it('give back the bits of every number, NaN and -0 included', () => {
    const data = Float32Array.of(NaN, -0, Infinity, -Infinity, 1e-45);
    const { arrays } = readSafetensors(writeSafetensors({ data: { data, shape: [5] } }));
    expect(new Uint8Array(arrays['data']!.data.buffer)).toEqual(new Uint8Array(data.buffer));
  });

  it('give back names that objects inherit', () => {
    const arrays = {
      constructor: { data: Float32Array.of(1), shape: [1] },
      toString: { data: Int32Array.of(2), shape: [1] },
    };
    expect(readSafetensors(writeSafetensors(arrays)).arrays).toEqual(arrays);
  });
});

describe('writeSafetensors', () => {
  it('begins the values at a multiple of 8 bytes', () => {
    fc.assert(
      fc.property(namedArrays, (arrays) => {
        const headerLength = new DataView(writeSafetensors(arrays).buffer).getUint32(0, true);
        expect(headerLength % 8).toBe(0);
      }),
    );
  });

  it('writes a view of a larger buffer without the rest of it', () => {
    const data = Float32Array.of(0, 1, 2, 3).subarray(1, 3);
    const { arrays } = readSafetensors(writeSafetensors({ view: { data, shape: [2] } }));
    expect(arrays['view']!.data).toEqual(Float32Array.of(1, 2));
  });

  it('refuses values that do not fill their shape', () => {
    expect(() => writeSafetensors({ w: { data: new Float32Array(5), shape: [2, 3] } })).toThrow(
      'w: expected 6 values for shape [2, 3], received 5',
    );
  });

  it.each(['__metadata__', '__proto__'])('refuses the name %s', (forbidden) => {
    const arrays = Object.fromEntries([[forbidden, { data: new Float32Array(1), shape: [1] }]]);
    expect(() => writeSafetensors(arrays)).toThrow(CheckpointError);
    expect(() => writeSafetensors({}, Object.fromEntries([[forbidden, 'text']]))).toThrow(CheckpointError);
  });
});

describe('readSafetensors', () => {
  it('gives copies that stay as they are when the file is overwritten', () => {
    const file = sample.slice();
    const { arrays } = readSafetensors(file);
    file.fill(0);
    expect(arrays['encoder/0/kernel']!.data).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
  });

  it('reads a file that lies at an odd place of a larger buffer', () => {
    const larger = new Uint8Array(sample.length + 10).fill(255);
    larger.set(sample, 3);
    expect(readSafetensors(larger.subarray(3, 3 + sample.length))).toEqual(readSafetensors(sample));
    const view = Buffer.from(larger.buffer, 3, sample.length);
    expect(readSafetensors(view)).toEqual(readSafetensors(sample));
  });

  it('reads arrays in any order, with fields that it does not know', () => {
    const header = { b: { ...scalar, data_offsets: [4, 8], more: true }, a: scalar };
    expect(Object.keys(readSafetensors(fileOf(header, 8)).arrays)).toEqual(['b', 'a']);
  });

  it.each<[what: string, file: Uint8Array, found: string]>([
    ['an empty file', new Uint8Array(0), 'at least 8 bytes, received 0'],
    ['a header longer than the file', withLength(1000n), 'a header of 1000 bytes, received 56'],
    ['a header of more than 100 MB', withLength(100_000_001n), 'at most 100000000 bytes, received 100000001'],
    ['a header of 2^64 - 1 bytes', withLength(2n ** 64n - 1n), 'at most 100000000 bytes'],
    ['an empty header', withLength(0n), 'not JSON'],
    ['a header that is not JSON', fileOf('{"w":'), 'not JSON'],
    ['a header that is not UTF-8', new Uint8Array([2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe]), 'not JSON'],
    ['a header that begins with a byte order mark', fileOf('\ufeff{}'), 'not JSON'],
    ['a header that is an array', fileOf([]), 'an object as header, received []'],
    ['a header that is null', fileOf('null'), 'an object as header, received null'],
    ['a header nested a million deep', fileOf('['.repeat(1e6) + ']'.repeat(1e6)), 'an object as header'],
    [
      'metadata that are no texts',
      fileOf({ __metadata__: { a: 1 } }),
      'texts by name as __metadata__, received {"a":1}',
    ],
    ['metadata that are an array', fileOf({ __metadata__: ['a'] }), 'texts by name'],
    [
      'the name __proto__',
      fileOf('{"__proto__":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}', 4),
      'the name __proto__',
    ],
    ['the name __proto__ in metadata', fileOf('{"__metadata__":{"__pr\\u006fto__":"a"}}'), 'the name __proto__'],
    ['a name twice', fileOf(`{"w":${JSON.stringify(scalar)}, "\\u0077" :${JSON.stringify(scalar)}}`, 4), '"w" twice'],
    [
      'a field twice',
      fileOf('{"w":{"dtype":"F32","dtype":"I32","shape":[],"data_offsets":[0,4]}}', 4),
      '"dtype" twice',
    ],
    ['an array that is a number', fileOf({ w: 1 }), '"w": expected values of type F32 or I32, received nothing'],
    ['values of type F64', fileOf({ w: { ...scalar, dtype: 'F64' } }, 8), 'type F32 or I32, received "F64"'],
    ['values of type BF16', fileOf({ w: { ...scalar, dtype: 'BF16' } }, 8), 'type F32 or I32, received "BF16"'],
    ['a negative axis', fileOf({ w: { ...scalar, shape: [-1] } }, 4), 'whole numbers, received [-1]'],
    ['half an axis', fileOf({ w: { ...scalar, shape: [0.5] } }, 4), 'whole numbers, received [0.5]'],
    ['an axis beyond whole numbers', fileOf({ w: { ...scalar, shape: [2 ** 60] } }, 4), 'whole numbers'],
    ['an axis of 1e999', fileOf('{"w":{"dtype":"F32","shape":[1e999],"data_offsets":[0,4]}}', 4), 'whole numbers'],
    ['an axis that is NaN', fileOf('{"w":{"dtype":"F32","shape":[NaN],"data_offsets":[0,4]}}', 4), 'not JSON'],
    [
      'a shape nested a million deep',
      fileOf(`{"w":{"dtype":"F32","shape":${'['.repeat(1e6)}${']'.repeat(1e6)}}}`),
      'received ["…"]',
    ],
    ['a shape whose size overflows', fileOf({ w: { ...scalar, shape: Array(99).fill(1e15) } }, 4), 'received 4'],
    [
      'a shape that is infinity times zero',
      fileOf({ w: { ...scalar, shape: [...Array(99).fill(1e15), 0] } }, 4),
      'received 4',
    ],
    [
      'a shape larger than the bytes',
      fileOf({ w: { ...scalar, shape: [2] } }, 4),
      '"w": expected 8 bytes for its shape, received 4',
    ],
    ['one offset', fileOf({ w: { ...scalar, data_offsets: [0] } }, 4), 'two data_offsets, received [0]'],
    ['offsets that run backwards', fileOf({ w: { ...scalar, data_offsets: [4, 0] } }, 4), 'at 0, received 4'],
    ['offsets beyond the file', fileOf({ w: scalar }, 3), 'expected 4 bytes of values, received 3'],
    [
      'offsets that overlap',
      fileOf({ a: scalar, b: scalar }, 8),
      '"b": expected to begin where the array before ends, at 4, received 0',
    ],
    ['offsets with a gap', fileOf({ a: scalar, b: { ...scalar, data_offsets: [8, 12] } }, 12), 'at 4, received 8'],
    ['bytes behind the last array', fileOf({ w: scalar }, 5), 'expected 4 bytes of values, received 5'],
    ['values without an array', fileOf({}, 4), 'expected 0 bytes of values, received 4'],
  ])('refuses %s', (_, file, found) => {
    expect(() => readSafetensors(file)).toThrow(CheckpointError);
    expect(() => readSafetensors(file)).toThrow(found);
  });

  it('refuses a file cut off anywhere', () => {
    for (let length = 0; length < sample.length; length++)
      expect(() => readSafetensors(sample.subarray(0, length)), `${length} bytes`).toThrow(CheckpointError);
  });

  it('reads or refuses a file with flipped bits, and never fails otherwise', () => {
    const bits = fc.array(fc.nat(sample.length * 8 - 1), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(bits, (flipped) => {
        const file = sample.slice();
        for (const bit of flipped) file[bit >> 3]! ^= 1 << (bit & 7);
        for (const { data, shape } of Object.values(readOrRefuse(file)?.arrays ?? {}))
          expect(data.length).toBe(sizeOf(shape));
      }),
      { numRuns: 5000 },
    );
  });

  it('reads or refuses any JSON as header', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(16), (header, valueBytes) => {
        readOrRefuse(fileOf(header, valueBytes));
      }),
      { numRuns: 2000 },
    );
  });
});
