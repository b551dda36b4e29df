import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combine, orthonormalise, products } from './block-algebra.js';
import { symmetricEigen } from './symmetric-eigen.js';

const entry = fc.integer({ min: -5, max: 5 });
const symmetric = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.array(fc.array(entry, { minLength: size, maxLength: size }), { minLength: size, maxLength: size }).map((rows) =>
    rows.map((row, i) => Float64Array.from(row, (_, j) => (i < j ? rows[i]![j]! : rows[j]![i]!))),
  ),
);

describe('symmetricEigen(matrix)', () => {
  it('gives values, largest first, and orthonormal vectors that make up the matrix again', () => {
    fc.assert(
      fc.property(symmetric, (matrix) => {
        const { values, vectors } = symmetricEigen(matrix);
        expect([...values]).toEqual([...values].sort((a, b) => b - a));
        products(vectors, vectors).forEach((row, i) =>
          row.forEach((product, j) => expect(product).toBeCloseTo(Number(i === j), 10)),
        );
        const scaled = vectors.map((vector, i) => vector.map((x) => x * values[i]!));
        const columns = matrix.map((_, j) => Float64Array.from(vectors, (vector) => vector[j]!));
        combine(columns, scaled).forEach((row, i) => row.forEach((x, j) => expect(x).toBeCloseTo(matrix[i]![j]!, 10)));
      }),
    );
  });

  it('leaves the matrix as it was', () => {
    const matrix = [Float64Array.of(2, 1), Float64Array.of(1, 2)];
    const { values } = symmetricEigen(matrix);
    expect(matrix).toEqual([Float64Array.of(2, 1), Float64Array.of(1, 2)]);
    [3, 1].forEach((value, i) => expect(values[i]).toBeCloseTo(value, 14));
  });
});

describe('orthonormalise(block, fresh)', () => {
  it('puts fresh vectors in the place of those that depend on others', () => {
    const block = [Float64Array.of(1, 1, 0), Float64Array.of(2, 2, 0), Float64Array.of(0, 0, 0)];
    const supply = [Float64Array.of(1, 0, 0), Float64Array.of(1, 1, 1)];
    const basis = orthonormalise(block, () => supply.shift()!);
    products(basis, basis).forEach((row, i) => row.forEach((x, j) => expect(x).toBeCloseTo(Number(i === j), 12)));
  });
});
