import { createSeed, fromSamples, InvalidDataError, InvalidOptionError, sizeOf, type Batch, type Dataset } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../byte-source.js';
import { fuzz } from '../fuzz/fuzz.js';
import { gzip } from '../gzip.js';
import { npy } from './npy.js';
import { targets } from './npy.fuzz.js';
import { readNpy } from './read-npy.js';
import { writeNpy } from './write-npy.js';

const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const expected = JSON.parse(fixture('expected.json').toString()) as Record<string, { shape: number[]; values: number[] }>;

async function collected(batches: AsyncIterable<Batch>): Promise<Batch[]> {
  const found: Batch[] = [];
  for await (const batch of batches) found.push(structuredClone(batch));
  return found;
}

async function valuesOf(dataset: Dataset, batchSize = 3): Promise<number[]> {
  return (await collected(dataset.batches({ batchSize }))).flatMap(({ clean }) => [...clean.data]);
}

/** A file with this dictionary and these bytes. */
const file = (dictionary: string, data: Uint8Array): Uint8Array<ArrayBuffer> =>
  Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), Uint8Array.of(dictionary.length % 256, dictionary.length >> 8), Buffer.from(dictionary), data]);

const bytesOf = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

testDataset({ name: 'npy, floats', create: () => npy(writeNpy({ data: Float32Array.from({ length: 39 }, (_, i) => i / 10), shape: [13, 3] })) });
testDataset({
  name: 'npy, with missing values',
  create: () => npy(writeNpy({ data: Float32Array.from({ length: 39 }, (_, i) => (i % 5 ? i : NaN)), shape: [13, 3] }), { missing: 'mask' }),
});

describe('npy(source)', () => {
  it.each(Object.keys(expected))('reads %s as NumPy wrote it', async (name) => {
    const { shape, values } = expected[name]!;
    expect(await readNpy(fixture(name))).toEqual({ data: Float32Array.from(values), shape });
    const dataset = await npy(fixture(name));
    const scale = name.startsWith('u1') ? 255 : 1;
    expect(dataset.info).toMatchObject({ size: shape[0], inputShape: shape.length === 3 ? [...shape.slice(1), 1] : shape.slice(1) });
    expect(await valuesOf(dataset)).toEqual([...Float32Array.from(values, (value) => value / scale)]);
  });

  it.each([
    ['little-f4.npy', undefined, [-1.75, 4]],
    ['little-f4.npy', [-10, 10], [-10, 10]],
    ['u1.npy', undefined, [0, 1]],
    ['b1.npy', undefined, [0, 1]],
    ['big-i2.npy', undefined, [-7, 16]],
    ['version-2.npy', undefined, [0, 1]],
  ] as const)('%s with range %j has range %j', async (name, range, found) => {
    expect((await npy(fixture(name), range && { range })).info.range).toEqual(found);
  });

  it('scales bytes to the range, and takes other values as they are', async () => {
    expect(await valuesOf(await npy(file("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2), }\n", Uint8Array.of(0, 255)), { range: [-1, 1] }))).toEqual([-1, 1]);
    expect(await valuesOf(await npy(writeNpy({ data: Float32Array.of(0.25, 1.5), shape: [1, 2] }), { range: [-2, 2] }))).toEqual([0.25, 1.5]);
  });

  it('reads what is packed with gzip, and labels of a second file', async () => {
    const labels = writeNpy({ data: Int32Array.of(2, 0, 1, 2), shape: [4] });
    const dataset = await npy(await gzip(fixture('little-f8.npy')), { labels, labelNames: ['a', 'b', 'c'] });
    expect(dataset.info.labelNames).toEqual(['a', 'b', 'c']);
    const batches = await collected(dataset.batches({ batchSize: 3, shuffle: createSeed(1) }));
    for (const { clean, label, index } of batches)
      index.forEach((sample, i) => {
        expect(label!.data[i]).toBe([2, 0, 1, 2][sample]);
        expect(clean.data[6 * i]).toBe(expected['little-f8.npy']!.values[6 * sample]);
      });
  });

  it('brings back any array, through readNpy and writeNpy', async () => {
    const arrays = fc
      .array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 })
      .chain((shape) => fc.record({ shape: fc.constant(shape), data: fc.float32Array({ minLength: sizeOf(shape), maxLength: sizeOf(shape) }) }));
    await fc.assert(fc.asyncProperty(arrays, async (array) => { expect(await readNpy(writeNpy(array))).toEqual(array); }));
  });

  it.each([
    ['float32', Float32Array.of(0.5, 2), '<f4'],
    ['int32', Int32Array.of(5, -2), '<i4'],
    ['bytes', Uint8Array.of(5, 255), '|u1'],
  ])('writeNpy writes %s as NumPy does', async (_, data, descr) => {
    const bytes = writeNpy({ data, shape: [1, 2] });
    expect(Buffer.from(bytes.subarray(0, 128)).toString('latin1')).toBe(`\x93NUMPY\x01\x00v\x00${`{'descr': '${descr}', 'fortran_order': False, 'shape': (1, 2), }`.padEnd(117)}\n`);
    expect((await readNpy(bytes)).data).toEqual(Float32Array.from(data));
    expect(() => writeNpy({ data, shape: [3] })).toThrow('writeNpy: expected 3 values for shape [3], received 2');
  });

  it('masks what is missing on request, with 0 in place, and refuses it otherwise, with its place', async () => {
    const source = writeNpy({ data: Float32Array.of(5, 6, NaN, 8, -Infinity, 9), shape: [3, 2] });
    await expect(npy(source)).rejects.toThrow(/^\d+ bytes: Expected finite values of float32, received NaN in sample 1 at place 0/);
    const dataset = await npy(source, { missing: 'mask' });
    const [{ clean, mask }] = (await collected(dataset.batches({ batchSize: 3 }))) as [Batch];
    expect([...clean.data]).toEqual([5, 6, 0, 8, 0, 9]);
    expect([...mask!.data]).toEqual([1, 1, 0, 1, 0, 1]);
    expect(dataset.info.range).toEqual([0, 9]);
    const given = await npy(source, { missing: 'mask', range: [5, 9] });
    expect(await valuesOf(given)).toEqual([5, 6, 5, 8, 5, 9]);
  });

  it('refuses float64 beyond float32', async () => {
    const data = new Uint8Array(Float64Array.of(1e300, 0).buffer);
    await expect(npy(file("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 1), }\n", data))).rejects.toThrow('received Infinity in sample 0 at place 0');
  });

  it.each([
    ['whole numbers beyond 2^53', "{'descr': '<i8', 'fortran_order': False, 'shape': (1, 1), }", Uint8Array.of(1, 0, 0, 0, 0, 0, 32, 0), /below 2\^53, received 9007199254740993\./],
    ['complex numbers', "{'descr': '<c8', 'fortran_order': False, 'shape': (1, 1), }", new Uint8Array(8), /received <c8/],
    ['objects', "{'descr': '|O', 'fortran_order': False, 'shape': (1, 1), }", new Uint8Array(8), /received \|O/],
    ['records', "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", new Uint8Array(4), /descr, fortran_order and shape/],
    ['one axis', "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", bytesOf(1, 2), /expected samples.*received shape \[2\]/i],
    ['no samples', "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4), }", bytesOf(), /at least one, received shape \[0, 4\]/],
    ['a file cut inside a number', "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }", new Uint8Array(7), /Expected 8 bytes.*received 7/],
    ['a byte too many', "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }", new Uint8Array(9), /Expected 8 bytes.*received 9/],
    ['sizes that overflow', "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", new Uint8Array(0), /received 0/],
    ['a size below 0', "{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 2), }", new Uint8Array(8), /descr, fortran_order and shape/],
    ['a header without a shape', "{'descr': '<f4', 'fortran_order': False, }", new Uint8Array(8), /descr, fortran_order and shape/],
    ['code for a header', "{'descr': __import__('os'), 'fortran_order': False, 'shape': (1, 2), }", new Uint8Array(8), /descr, fortran_order and shape/],
  ])('refuses %s', async (_, dictionary, data, message) => {
    await expect(npy(file(dictionary, data))).rejects.toThrow(InvalidDataError);
    await expect(npy(file(dictionary, data))).rejects.toThrow(message);
  });

  it('refuses labels that do not fit, naming their file', async () => {
    const samples = writeNpy({ data: new Float32Array(4), shape: [2, 2] });
    await expect(npy(samples, { labels: new File([writeNpy({ data: Int32Array.of(1), shape: [1] })], 'y.npy') })).rejects.toThrow('y.npy: Expected labels [2]');
    await expect(npy(samples, { labels: writeNpy({ data: Float32Array.of(1, 0.5), shape: [2] }) })).rejects.toThrow('whole numbers, received 0.5 at place 1');
    await expect(npy(samples, { labels: 'y.npy' } as never)).rejects.toThrow(InvalidOptionError);
  });
});

describe('npy(source) of more than 64 MiB', () => {
  const [size, width] = [70_000, 250];
  const header = (isFortran: string): Uint8Array<ArrayBuffer> => file(`{'descr': '<f4', 'fortran_order': ${isFortran}, 'shape': (${size}, ${width}), }\n`, new Uint8Array());
  const values = Float32Array.from({ length: size * width }, (_, i) => i % 1e6);
  const columns = Float32Array.from({ length: size * width }, (_, i) => values[(i % size) * width + Math.floor(i / size)]!);

  /** A file whose reads are counted. */
  const counting = (bytes: Blob): ByteSource & { reads: number } => {
    const source = {
      name: 'large.npy',
      reads: 0,
      open: async () => ({
        size: bytes.size,
        sequential: false,
        read: async (start: number, into: Uint8Array) => {
          source.reads++;
          const part = new Uint8Array(await bytes.slice(start, start + into.length).arrayBuffer());
          into.set(part);
          return part.length;
        },
        close: async () => undefined,
      }),
    };
    return source;
  };

  it.each([
    ['C order', 'False', values],
    ["Fortran's order", 'True', columns],
  ])('streams every value in %s, in the order of the samples', async (_, isFortran, data) => {
    const dataset = await npy(counting(new Blob([header(isFortran), data])), { range: [0, 1e6] });
    let count = 0;
    for await (const { clean, index } of dataset.batches({ batchSize: 1000, reuse: true })) {
      expect(index[0]).toBe(count);
      expect(Buffer.compare(new Uint8Array(clean.data.buffer, 0, clean.data.byteLength), new Uint8Array(values.buffer, count * width * 4, clean.data.byteLength))).toBe(0);
      count += index.length;
    }
    expect(count).toBe(size);
  });

  it('shuffles chunks from all over the file, each sample with its values', async () => {
    const dataset = await npy(counting(new Blob([header('False'), values])), { range: [0, 1e6] });
    const seen = new Uint8Array(size);
    let isFirst = true;
    for await (const { clean, index } of dataset.batches({ batchSize: 1000, shuffle: createSeed(1) })) {
      if (isFirst) expect(Math.max(...index) - Math.min(...index)).toBeGreaterThan(size / 2);
      isFirst = false;
      index.forEach((sample, i) => {
        seen[sample]!++;
        if (clean.data[i * width + 7] !== values[sample * width + 7]) throw new Error(`sample ${sample} has other values`);
      });
    }
    expect(seen.every((count) => count === 1)).toBe(true);
  });

  it('reads a batch at once, straight from its place', async () => {
    const source = counting(new Blob([header('False'), values]));
    const dataset = await npy(source, { range: [0, 1e6] });
    const before = source.reads;
    await collected(dataset.batches({ batchSize: 10_000 }));
    expect(source.reads - before).toBe(1 + 7); // one to see whether the file is packed
  });
});

it('gives the same as fromSamples', async () => {
  const clean = { data: Float32Array.from({ length: 20 }, (_, i) => i / 20), shape: [10, 2] };
  const options = { batchSize: 4, shuffle: createSeed(3) };
  expect(await collected((await npy(writeNpy(clean))).batches(options))).toEqual(await collected(fromSamples({ clean }).batches(options)));
});

it.each(targets)('$name: damaged files are refused or read as they are', async (target) => {
  expect((await fuzz(target, { seed: 1, cases: 3000 })).failures).toEqual([]);
});
