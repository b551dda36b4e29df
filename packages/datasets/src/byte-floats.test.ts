import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { kernelsModule } from '../../../scripts/kernels.mjs';
import { byteFloats, byteKernel, plainByteFloats } from './byte-floats.js';

const converted = (convert: typeof byteFloats, bytes: Uint8Array): Float32Array => {
  const floats = new Float32Array(bytes.length);
  convert(bytes, floats);
  return floats;
};

afterEach(() => vi.unstubAllGlobals());

describe('byteFloats(bytes, floats)', () => {
  const kernel = byteKernel()!;

  it('gives every byte over 255, with the same bits in WebAssembly and without', () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const expected = Float32Array.from(all, (byte) => byte / 255);
    for (const convert of [byteFloats, plainByteFloats, kernel]) expect(converted(convert, all)).toEqual(expected);
  });

  it('converts any number of bytes, and writes no more', () => {
    const lengths = fc.oneof(fc.nat(50), fc.constantFrom(65535, 65536, 65537, 200_000));
    fc.assert(
      fc.property(lengths, (length) => {
        const bytes = Uint8Array.from({ length }, (_, i) => (i * 37) & 255);
        const floats = new Float32Array(length + 3).fill(-1);
        kernel(bytes, floats.subarray(1, 1 + length));
        const expected = converted(plainByteFloats, bytes);
        expect(Buffer.from(floats.buffer, 4, 4 * length).equals(Buffer.from(expected.buffer))).toBe(true);
        expect([floats[0], floats[length + 1], floats[length + 2]]).toEqual([-1, -1, -1]);
      }),
    );
  });

  it('does without WebAssembly where it may not be compiled', () => {
    vi.stubGlobal('WebAssembly', { Memory: WebAssembly.Memory, Module: () => { throw new Error('unsafe-eval'); } });
    expect(byteKernel()).toBeUndefined();
  });

  it('has the binary that its source compiles to', async () => {
    const stored = await readFile(new URL('./byte-kernels-wasm.ts', import.meta.url), 'utf8');
    expect(stored).toBe(await kernelsModule('packages/datasets/kernels/bytes.ts'));
  });
});
