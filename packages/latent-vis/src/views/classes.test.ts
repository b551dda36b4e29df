import { describe, expect, it } from 'vitest';
import { classesOf } from './classes.js';

describe('classesOf(labels)', () => {
  it('gives names their places in rising order', () => {
    expect(classesOf(['cat', 'dog', 'ant', 'dog'])).toEqual({
      labels: Int32Array.of(1, 2, 0, 2),
      classes: ['ant', 'cat', 'dog'],
    });
  });

  it('sorts numbers by value, and takes typed arrays', () => {
    expect(classesOf(Int32Array.of(10, 9, -1, 10))).toEqual({ labels: Int32Array.of(2, 1, 0, 2), classes: ['-1', '9', '10'] });
  });

  it('puts what has no label below all places', () => {
    expect(classesOf(['b', '', undefined, 'a'])).toEqual({ labels: Int32Array.of(1, -1, -1, 0), classes: ['a', 'b'] });
    expect(classesOf([NaN, 3])).toEqual({ labels: Int32Array.of(-1, 0), classes: ['3'] });
  });

  it('takes a number and its name for one class', () => {
    expect(classesOf([1, '1', 'one'])).toEqual({ labels: Int32Array.of(0, 0, 1), classes: ['1', 'one'] });
  });
});
