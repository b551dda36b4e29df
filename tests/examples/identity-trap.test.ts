import { beforeAll, describe, expect, it, vi } from 'vitest';
import { identityTrap } from '../../apps/examples/src/undercomplete/identity-trap.js';

type Matrix = readonly (readonly number[])[];

const identity: Matrix = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => Number(i === j)));
const greatestDifference = (a: Matrix, b: Matrix): number =>
  Math.max(...a.flatMap((row, i) => row.map((value, j) => Math.abs(value - b[i]![j]!))));
const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));

/** The greatest entry that is left before each elimination: as many are above 0 as the rank. */
function pivots(matrix: Matrix): number[] {
  const rest = matrix.map((row) => [...row]);
  return matrix.map(() => {
    const entries = rest.flatMap((row, i) => row.map((value, j) => ({ i, j, value })));
    const pivot = entries.reduce((a, b) => (Math.abs(b.value) > Math.abs(a.value) ? b : a));
    const pivotRow = [...rest[pivot.i]!];
    for (const row of rest) {
      const factor = pivot.value && row[pivot.j]! / pivot.value;
      pivotRow.forEach((value, j) => {
        row[j]! -= factor * value;
      });
    }
    return Math.abs(pivot.value);
  });
}

describe('the identity trap', () => {
  let result: Awaited<ReturnType<typeof identityTrap>>;
  beforeAll(async () => {
    vi.spyOn(console, 'log').mockReturnValue();
    result = await identityTrap();
  });

  it('a code as wide as the input copies: no error, and the identity for a matrix', () => {
    expect(greatestDifference(result.wide.matrix, identity)).toBeLessThan(0.01);
    expect(result.wide.error).toBeLessThan(1e-6);
  });

  it('a code of two cannot copy four: of rank 2, far from the identity', () => {
    const [, second, third] = pivots(result.narrow.matrix);
    expect(second).toBeGreaterThan(0.1);
    expect(third).toBeLessThan(1e-3);
    expect(greatestDifference(result.narrow.matrix, identity)).toBeGreaterThan(0.3);
  });

  it('what it learns in place of copying is a projection on a plane, as PCA would choose', () => {
    const { matrix } = result.narrow;
    expect(greatestDifference(product(matrix, matrix), matrix)).toBeLessThan(0.02);
    expect(greatestDifference(matrix, matrix[0]!.map((_, j) => matrix.map((row) => row[j]!)))).toBeLessThan(0.05);
  });

  it('it loses the two of four dimensions that it drops, each with the variance 1/3 of values between −1 and 1', () => {
    expect(result.narrow.error).toBeGreaterThan(0.9 * (2 / 4 / 3));
    expect(result.narrow.error).toBeLessThan(1.1 * (2 / 4 / 3));
  });
});
