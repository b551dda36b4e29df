import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lerp, slerp } from './slerp.js';

const lengthOf = (a: ArrayLike<number>): number => Math.hypot(...Array.from(a));
const angle = (a: Float64Array, b: Float64Array): number => {
  const cosine = a.reduce((sum, value, i) => sum + value * b[i]!, 0) / (lengthOf(a) * lengthOf(b));
  return Math.acos(Math.min(1, Math.max(-1, cosine)));
};
const close = (a: ArrayLike<number>, b: ArrayLike<number>): void => {
  expect(a.length).toBe(b.length);
  Array.from(a).forEach((value, i) => { expect(value).toBeCloseTo(b[i]!, 9); });
};

describe('slerp(a, b, t)', () => {
  it('is the formula of Shoemake where vectors have length 1', () => {
    const [a, b] = [[1, 0, 0], [0.6, 0.8, 0]];
    const theta = Math.acos(0.6);
    for (const t of [0, 0.2, 0.5, 0.9, 1])
      close(slerp(a, b, t), a.map((value, i) => (Math.sin((1 - t) * theta) * value + Math.sin(t * theta) * b[i]!) / Math.sin(theta)));
  });

  it('begins and ends where it should, turns evenly, and its length goes evenly', () => {
    const vector = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 3, maxLength: 3 }).filter((a) => lengthOf(a) > 0.1);
    fc.assert(
      fc.property(vector, vector, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, t) => {
        const [from, to, at] = [slerp(a, b, 0), slerp(a, b, 1), slerp(a, b, t)];
        Array.from(from).forEach((value, i) => { expect(value).toBeCloseTo(a[i]!, 6); });
        Array.from(to).forEach((value, i) => { expect(value).toBeCloseTo(b[i]!, 6); });
        expect(lengthOf(at)).toBeCloseTo(lengthOf(a) + t * (lengthOf(b) - lengthOf(a)), 5);
        expect(angle(from, at)).toBeCloseTo(t * angle(from, to), 4);
      }),
    );
  });

  it('goes straight between parallel vectors, near ones without loss, and from or to 0', () => {
    close(slerp([1, 2], [3, 6], 0.25), [1.5, 3]);
    close(slerp([1, 0], [1, 1e-12], 0.5), [1, 5e-13]);
    close(slerp([0, 0], [2, 4], 0.5), [1, 2]);
    close(slerp([2, 4], [0, 0], 0.5), [1, 2]);
    close(slerp([0, 0], [0, 0], 0.5), [0, 0]);
  });

  it('goes half a great circle between opposite vectors, and straight where there is one dimension', () => {
    const middle = slerp([0, 0, 2], [0, 0, -2], 0.5);
    expect(lengthOf(middle)).toBeCloseTo(2, 9);
    expect(middle[2]).toBeCloseTo(0, 9);
    close(slerp([0, 0, 2], [0, 0, -2], 1), [0, 0, -2]);
    close(slerp([1, 1], [-1, -1], 0.5), slerp([1, 1], [-1, -1], 0.5));
    close(slerp([2], [-2], 0.25), [1]);
  });
});

it('lerp(a, b, t) goes straight', () => close(lerp([0, 2], [4, -2], 0.25), [1, 1]));
