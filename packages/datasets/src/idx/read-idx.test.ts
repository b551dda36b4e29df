import { InvalidDataError, sizeOf } from '@hourglass/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdxArray, IdxData } from './idx-array.js';
import { readIdx } from './read-idx.js';
import { writeIdx } from './write-idx.js';

const file = (header: readonly number[], body: readonly number[]): Uint8Array => Uint8Array.from([...header, ...body]);

const known: readonly [name: string, bytes: Uint8Array, data: IdxData, shape: readonly number[]][] = [
  ['uint8', file([0, 0, 0x08, 1, 0, 0, 0, 2], [1, 255]), Uint8Array.of(1, 255), [2]],
  ['int8', file([0, 0, 0x09, 1, 0, 0, 0, 2], [1, 255]), Int8Array.of(1, -1), [2]],
  ['int16', file([0, 0, 0x0b, 1, 0, 0, 0, 2], [1, 2, 255, 254]), Int16Array.of(258, -2), [2]],
  ['int32', file([0, 0, 0x0c, 1, 0, 0, 0, 1], [255, 255, 255, 254]), Int32Array.of(-2), [1]],
  ['float32', file([0, 0, 0x0d, 1, 0, 0, 0, 1], [0xbf, 0xc0, 0, 0]), Float32Array.of(-1.5), [1]],
  ['float64', file([0, 0, 0x0e, 1, 0, 0, 0, 1], [0xbf, 0xf8, 0, 0, 0, 0, 0, 0]), Float64Array.of(-1.5), [1]],
  ['three axes', file([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1], [7, 9]), Uint8Array.of(7, 9), [1, 2, 1]],
  ['no axis', file([0, 0, 8, 0], [5]), Uint8Array.of(5), []],
  ['an axis of no length', file([0, 0, 8, 2, 0, 0, 0, 0, 255, 255, 255, 255], []), new Uint8Array(0), [0, 2 ** 32 - 1]],
];

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });

const filled = (shape: readonly number[], create: (length: number) => IdxData, values: readonly number[]): IdxArray => {
  const data = create(sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = values[i % values.length]!;
  return { data, shape };
};

const arrays: fc.Arbitrary<IdxArray> = fc
  .tuple(
    shapes,
    fc.constantFrom<((length: number) => IdxData)[]>(
      (length) => new Uint8Array(length),
      (length) => new Int8Array(length),
      (length) => new Int16Array(length),
      (length) => new Int32Array(length),
      (length) => new Float32Array(length),
      (length) => new Float64Array(length),
    ),
    fc.array(fc.oneof(fc.integer(), fc.double()), { minLength: 1, maxLength: 300 }),
  )
  .map(([shape, create, values]) => filled(shape, create, values));

describe('readIdx(source)', () => {
  it.each(known)('reads %s', async (_name, bytes, data, shape) => {
    expect(await readIdx(bytes)).toEqual({ data, shape });
  });

  it('reads what writeIdx writes, packed or not, wherever it begins in memory', async () => {
    await fc.assert(
      fc.asyncProperty(arrays, fc.boolean(), fc.integer({ min: 0, max: 7 }), async (array, gzip, offset) => {
        const bytes = await writeIdx(array, { gzip });
        const memory = new Uint8Array(bytes.length + offset);
        memory.set(bytes, offset);
        expect(await readIdx(memory.subarray(offset))).toEqual(array);
      }),
      { numRuns: 300 },
    );
  });

  it('reads a large packed file', async () => {
    const array = filled([300, 28, 28], (length) => new Uint8Array(length), [0, 1, 2, 255, 17]);
    const { data, shape } = await readIdx(await writeIdx(array, { gzip: true }));
    expect(shape).toEqual(array.shape);
    expect(data.every((value, i) => value === array.data[i])).toBe(true);
  });

  it.each([false, true])('refuses a file cut short at any byte, packed: %s', async (gzip) => {
    const bytes = await writeIdx(filled([3, 5, 4], (length) => new Int16Array(length), [1, -2, 300, 7, 9, 11, 13]), { gzip });
    for (let length = 0; length < bytes.length; length++)
      await expect(readIdx(bytes.subarray(0, length)), `${length} bytes`).rejects.toThrow(InvalidDataError);
  });

  it('reads a file without elements, however large its other axes', async () => {
    const header = [0, 0, 8, 40, ...Array<number>(39 * 4).fill(255), 0, 0, 0, 0];
    expect((await readIdx(file(header, []))).data).toEqual(new Uint8Array(0));
  });

  it('refuses a byte too many and says how many it expected', async () => {
    const bytes = file([0, 0, 8, 1, 0, 0, 0, 2], [1, 2, 3]);
    await expect(readIdx(bytes)).rejects.toThrow(/of 10 bytes.*received 11/);
    await expect(readIdx(new Uint8Array(await packed(bytes)))).rejects.toThrow(InvalidDataError);
    await expect(readIdx(new Uint8Array(await packed(file([...bytes], Array<number>(5000).fill(0)))))).rejects.toThrow(InvalidDataError);
  });

  it('never takes a flipped bit for another file: it refuses it, or reads as many values as the shape says', async () => {
    const bytes = await writeIdx(filled([2, 3, 4], (length) => new Float32Array(length), [1.5, -2]));
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const result = await settled(readIdx(flipped(bytes, bit)));
      if ('error' in result) expect(result.error).toBeInstanceOf(InvalidDataError);
      else expect(result.value.data).toHaveLength(sizeOf(result.value.shape));
    }
  });

  it('never reads a packed file with a flipped bit as other data', async () => {
    const array = filled([2, 3, 40], (length) => new Uint8Array(length), [1, 2, 250, 4, 4, 4, 4, 4, 9]);
    const bytes = await writeIdx(array, { gzip: true });
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const result = await settled(readIdx(flipped(bytes, bit)));
      if ('error' in result) expect(result.error, `bit ${bit}`).toBeInstanceOf(InvalidDataError);
      else expect(result.value, `bit ${bit}`).toEqual(array);
    }
  });

  it.each([
    ['an empty file', new Uint8Array(0), '4 or more bytes, by its header; received 0'],
    ['another format', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), 'received 50 4b 03'],
    ['an unknown type', file([0, 0, 0x0a, 1, 0, 0, 0, 1], [0]), '08, 09, 0b, 0c, 0d, 0e; received 00 00 0a'],
    ['sizes beyond all memory', file([0, 0, 8, 4], Array<number>(16).fill(255)), 'fit in memory, received \\[4294967295'],
    ['sizes beyond the largest number', file([0, 0, 8, 255], Array<number>(1020).fill(255)), 'fit in memory'],
    ['gzip without content', Uint8Array.of(0x1f, 0x8b), 'gzip'],
  ])('refuses %s', async (_name, bytes, message) => {
    await expect(readIdx(bytes)).rejects.toThrow(InvalidDataError);
    await expect(readIdx(bytes)).rejects.toThrow(new RegExp(message));
  });

  it('refuses sizes that a packed file does not hold, without making room for them', async () => {
    const bytes = await packed(file([0, 0, 8, 3, 0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 0, 255], [1]));
    await expect(readIdx(bytes)).rejects.toThrow('of 1095183237391 bytes, by its header; received 17');
  });
});

describe('writeIdx(array, options)', () => {
  it.each(known)('writes %s', async (_name, bytes, data, shape) => {
    expect(await writeIdx({ data, shape })).toEqual(bytes);
  });

  it.each([
    ['values that do not fill the shape', { data: new Uint8Array(3), shape: [2, 2] }, 'expected 4 values'],
    ['an axis that is not whole', { data: new Uint8Array(3), shape: [1.5, 2] }, 'whole sizes'],
    ['more axes than the format has', { data: new Uint8Array(1), shape: Array<number>(256).fill(1) }, 'at most 255'],
    ['data of another type', { data: new Uint16Array(1) as unknown as Uint8Array, shape: [1] }, 'received Uint16Array'],
  ])('refuses %s', async (_name, array, message) => {
    await expect(writeIdx(array)).rejects.toThrow(InvalidDataError);
    await expect(writeIdx(array)).rejects.toThrow(message);
  });
});

async function packed(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice();
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
}

const settled = <Value>(promise: Promise<Value>): Promise<{ value: Value } | { error: unknown }> =>
  promise.then((value) => ({ value })).catch((error: unknown) => ({ error }));
