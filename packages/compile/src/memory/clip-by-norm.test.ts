import '@tensorflow/tfjs-backend-cpu';
import { clipByNorm as definition } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { clipByNorm } from './clip-by-norm.js';
import { createFlatMemory } from './flat-memory.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Gradients after clipping, by core's definition and in flat memory. */
function clipped(a: readonly number[], b: readonly number[], norm: number): { expected: number[]; received: number[]; all: Float32Array } {
  const memory = createFlatMemory({ parameters: { a: [a.length], b: [b.length] }, slots: [] });
  memory.gradients.view('a').set(a);
  memory.gradients.view('b').set(b);
  clipByNorm(memory, norm);
  const expected = tf.tidy(() => {
    const gradients = definition({ a: tf.tensor1d([...a]), b: tf.tensor1d([...b]) }, norm);
    return [...gradients['a']!.dataSync(), ...gradients['b']!.dataSync()];
  });
  return { expected, received: [...memory.gradients.view('a'), ...memory.gradients.view('b')], all: memory.gradients.values };
}

describe('clipByNorm(memory, norm)', () => {
  const values = fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 20 });

  it('does what its definition does', () => {
    fc.assert(
      fc.property(values, values, fc.double({ min: 0.01, max: 1000, noNaN: true }), (a, b, norm) => {
        const { expected, received } = clipped(a, b, norm);
        received.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(1e-6 * Math.abs(expected[i]!) + 1e-40));
      }),
    );
  });

  it('leaves gradients of exactly this norm as they are', () => {
    expect(clipped([3], [4], 5).received).toEqual([3, 4]);
  });

  it('leaves gradients of 0 as they are', () => {
    expect(clipped([0, 0], [0], 1).received).toEqual([0, 0, 0]);
  });

  it.each([
    { gradient: NaN, elsewhere: NaN },
    { gradient: Infinity, elsewhere: 0 },
  ])('spreads $gradient as its definition does, but not into the padding', ({ gradient, elsewhere }) => {
    const { expected, received, all } = clipped([gradient, 1], [2], 1);
    expect(received).toEqual(expected);
    expect(received).toEqual([NaN, elsewhere, elsewhere]);
    expect([...all]).toEqual([NaN, elsewhere, 0, 0, elsewhere, 0, 0, 0]);
  });

  it('takes a memory without parameters', () => {
    expect(() => clipByNorm(createFlatMemory({ parameters: {}, slots: [] }), 1)).not.toThrow();
  });
});
