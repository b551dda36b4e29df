import fc from 'fast-check';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dump } from 'npyjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './hourglass.fixture.js';
import { readNpy, writeNpy } from './npy.js';

let path: string;
beforeAll(async () => {
  path = join(await temporaryFolder(), 'deep', 'array.npy');
});

/** An NPY 1.0 file as numpy writes it: the header padded so that the data start at a multiple of 64. */
const numpyFile = (dictionary: string, data: Uint8Array): Uint8Array => {
  const header = `${dictionary}${' '.repeat((64 - ((10 + dictionary.length + 1) % 64)) % 64)}\n`;
  const length = Uint8Array.of(header.length % 256, Math.floor(header.length / 256));
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), length, Buffer.from(header), data]);
};

describe('writeNpy(path, array) and readNpy(path)', () => {
  it('bring back any array of float32', async () => {
    const arrays = fc
      .array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 })
      .chain((shape) => {
        const size = shape.reduce((product, axis) => product * axis, 1);
        return fc.record({ shape: fc.constant(shape), data: fc.float32Array({ minLength: size, maxLength: size }) });
      });
    await fc.assert(
      fc.asyncProperty(arrays, async (array) => {
        await writeNpy(path, array);
        expect(await readNpy(path)).toEqual(array);
      }),
      { numRuns: 50 },
    );
  });

  it('writes little-endian float32 in C order, version 1.0', async () => {
    await writeNpy(path, { data: Float32Array.of(1, 2), shape: [2] });
    const bytes = await readFile(path);
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x93NUMPY\x01\x00');
    const length = bytes.readUInt16LE(8);
    expect(bytes.subarray(10, 10 + length).toString().replaceAll(' ', '')).toBe("{'descr':'<f4','fortran_order':False,'shape':(2,)}\n");
    expect(bytes.subarray(10 + length).toString('hex')).toBe('0000803f00000040');
  });

  it.each([
    ['float64', Float64Array.of(0.5, -2)],
    ['int8', Int8Array.of(3, -4)],
    ['uint16', Uint16Array.of(3, 65535)],
    ['int32', Int32Array.of(3, -4)],
  ])('reads %s', async (_, data) => {
    await writeFile(path, new Uint8Array(dump(data, [2, 1])));
    expect(await readNpy(path)).toEqual({ data: Float32Array.from(data), shape: [2, 1] });
  });

  it('reads what numpy writes', async () => {
    const data = new Uint8Array(Float64Array.of(1.5, 2, 3, 4, 5, 6).buffer);
    await writeFile(path, numpyFile("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }", data));
    expect(await readNpy(path)).toEqual({ data: Float32Array.of(1.5, 2, 3, 4, 5, 6), shape: [2, 3] });
  });

  it.each([
    ['Fortran order', "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 1), }", 8, /array\.npy: expected C order.*Fortran/],
    ['big-endian numbers', "{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }", 8, /little-endian/],
    ['complex numbers', "{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", 8, /received <c8/],
    ['a file cut between two numbers', "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", 8, /expected 12 bytes.*received 8/],
    ['a file cut inside a number', "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 7, /array\.npy: expected 8 bytes.*received 7/],
    ['a byte too many', "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 9, /expected 8 bytes.*received 9/],
    ['a header without a shape', "{'descr': '<f4', 'fortran_order': False, }", 8, /descr, fortran_order and shape/],
  ])('refuses %s', async (_, dictionary, bytes, message) => {
    await writeFile(path, numpyFile(dictionary, new Uint8Array(bytes)));
    await expect(readNpy(path)).rejects.toThrow(message);
  });
});
