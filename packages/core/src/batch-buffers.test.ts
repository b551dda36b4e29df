import { describe, expect, it } from 'vitest';
import { batchBuffers } from './batch-buffers.js';

describe('batchBuffers(reuse)', () => {
  it('gives new arrays of zeros each time', () => {
    const buffers = batchBuffers();
    const first = buffers.float32('clean', 4).fill(1);
    expect(buffers.float32('clean', 4)).toEqual(new Float32Array(4));
    expect(first).toEqual(new Float32Array(4).fill(1));
    expect(buffers.int32('label', 2)).toEqual(new Int32Array(2));
  });

  it('gives the same memory again where it may, cut to what is asked for, and one for each field', () => {
    const buffers = batchBuffers(true);
    const first = buffers.float32('clean', 4);
    expect(buffers.float32('clean', 4)).toBe(first);
    const shorter = buffers.float32('clean', 3);
    expect([shorter.length, shorter.buffer]).toEqual([3, first.buffer]);
    expect(buffers.float32('clean', 5).length).toBe(5);
    expect(buffers.float32('corrupted', 4).buffer).not.toBe(first.buffer);
    expect(buffers.int32('label', 4)).toBeInstanceOf(Int32Array);
  });
});
