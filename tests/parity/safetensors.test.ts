import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readSafetensors } from '../../packages/core/src/safetensors.js';

it('readSafetensors reads what the reference implementation wrote (safetensors_fixture.py)', () => {
  const { arrays, metadata } = readSafetensors(readFileSync(new URL('fixtures/python.safetensors', import.meta.url)));
  expect(metadata).toEqual({ format: 'np', note: 'größe 大 😀' });
  expect(arrays).toEqual({
    'encoder/0/kernel': { data: Float32Array.of(-0.5, -0.25, 0, 0.25, 0.5, 0.75), shape: [2, 3] },
    scalar: { data: Float32Array.of(-1.25), shape: [] },
    empty: { data: new Float32Array(0), shape: [0, 3] },
    step: { data: Int32Array.of(7, -(2 ** 31), 2 ** 31 - 1), shape: [3] },
    'größe 大 😀': { data: Float32Array.of(Infinity, -Infinity, 2 ** -126), shape: [3] },
  });
});
