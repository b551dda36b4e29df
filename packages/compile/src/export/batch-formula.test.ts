import { describe, expect, it } from 'vitest';
import { formulasOf, type Sizes } from './batch-formula.js';

const sizes: Sizes = [47, 53, 59];
const listsOf = (of: (batch: number) => number[]) => formulasOf(sizes.map(of), sizes);

describe('formulasOf', () => {
  it('finds multiples of the batch with an offset, and what stays', () => {
    expect(listsOf((batch) => [7, batch, 3 * batch - 2, 5 - batch])).toEqual([
      { offset: 7, factor: 0 },
      { offset: 0, factor: 1 },
      { offset: -2, factor: 3 },
      { offset: 5, factor: -1 },
    ]);
  });

  it.each<[string, (batch: number) => number[]]>([
    ['a square', (batch) => [batch ** 2]],
    ['a half', (batch) => [Math.ceil(batch / 2)]],
    ['a step', (batch) => [Number(batch > 50)]],
    ['a list as long as the batch', (batch) => new Array<number>(batch).fill(0)],
  ])('finds none for %s', (_, of) => {
    expect(listsOf(of)).toBeUndefined();
  });
});
