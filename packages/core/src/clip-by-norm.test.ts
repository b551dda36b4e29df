import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { clipByNorm } from './clip-by-norm.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const clip = (a: number[], b: number[], norm: number): number[] =>
  tf.tidy(() => {
    const { x, y } = clipByNorm({ x: tf.tensor1d(a), y: tf.tensor2d([b]) }, norm) as { x: tf.Tensor; y: tf.Tensor };
    expect(y.shape).toEqual([1, b.length]);
    return [...x.dataSync(), ...y.dataSync()];
  });

describe('clipByNorm(gradients, norm)', () => {
  it('leaves gradients whose common norm is below it exactly as they are', () => {
    expect(clip([3, 0], [4], 5)).toEqual([3, 0, 4]);
    expect(clip([0, 0], [0], 1)).toEqual([0, 0, 0]);
  });

  it('scales all of them by one factor where it is above', () => {
    clip([3, 0], [4], 1).forEach((value, i) => expect(value).toBeCloseTo([0.6, 0, 0.8][i]!, 6));
  });

  it('never returns a common norm above it, and keeps the direction', () => {
    const value = fc.double({ min: -100, max: 100, noNaN: true });
    const list = fc.array(value, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(list, list, fc.double({ min: 0.01, max: 100, noNaN: true }), (a, b, norm) => {
        const clipped = clip(a, b, norm);
        const before = Math.hypot(...a, ...b);
        expect(Math.hypot(...clipped)).toBeLessThanOrEqual(norm * (1 + 1e-5));
        const factor = Math.min(1, norm / Math.max(before, Number.MIN_VALUE));
        [...a, ...b].forEach((x, i) => expect(Math.abs(clipped[i]! - factor * x)).toBeLessThan(1e-5 * Math.max(1, norm)));
      }),
    );
  });

  it('takes no gradients at all', () => {
    expect(clipByNorm({}, 1)).toEqual({});
  });
});
