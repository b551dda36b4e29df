import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { kernelsModule } from '../../../../scripts/kernels.mjs';
import { createFlatMemory, type FlatMemory } from './flat-memory.js';
import { optimiserKernelsWasm } from './optimiser-kernels-wasm.js';

const withGradients = (values: readonly number[]): FlatMemory => {
  const memory = createFlatMemory({ parameters: { kernel: [values.length] }, slots: ['velocity'] });
  memory.gradients.view('kernel').set(values);
  return memory;
};

describe('the binary', () => {
  it('is what its source compiles to', async () => {
    const stored = await readFile(new URL('./optimiser-kernels-wasm.ts', import.meta.url), 'utf8');
    expect(stored).toBe(await kernelsModule('packages/compile/kernels/optimisers.ts'));
  });

  it('is below 2 kB', () => {
    expect(atob(optimiserKernelsWasm).length).toBeLessThan(2000);
  });
});

describe('squaredNorm', () => {
  it.each([
    { values: [], expected: 0 },
    { values: [3], expected: 9 },
    { values: [1, 2, 3, 4, 5, 6, 7], expected: 140 },
    { values: [2 ** 70, 2 ** 70], expected: 2 ** 141 }, // beyond single precision
    { values: [1, NaN, 2], expected: NaN },
  ])('of $values is $expected', ({ values, expected }) => {
    const { kernels, gradients, blockBytes } = withGradients(values);
    expect(kernels.squaredNorm(gradients.offset, blockBytes)).toBe(expected);
  });

  it('loses no small number beside a large one', () => {
    const { kernels, gradients, blockBytes } = withGradients([4096, ...Array.from({ length: 1000 }, () => 1)]);
    expect(kernels.squaredNorm(gradients.offset, blockBytes)).toBe(2 ** 24 + 1000);
  });
});

describe('what decays', () => {
  const step = (memory: FlatMemory): void =>
    memory.kernels.sgdMomentum(0, memory.gradients.offset, memory.slots['velocity']!.offset, memory.blockBytes, 0.5, 0.1);

  it('becomes 0 below 1e-30, whatever its sign', () => {
    const memory = withGradients([0, 0, 0, 0]);
    memory.slots['velocity']!.view('kernel').set([1e-30, -1e-30, 4e-30, -4e-30]);
    step(memory);
    expect([...memory.slots['velocity']!.values].map((x) => x === 0)).toEqual([true, true, false, false]);
  });

  it('stays NaN or infinite, so that divergence is seen', () => {
    const memory = withGradients([NaN, Infinity, -Infinity, 0]);
    step(memory);
    expect([...memory.slots['velocity']!.values]).toEqual([NaN, Infinity, -Infinity, 0]);
  });
});
