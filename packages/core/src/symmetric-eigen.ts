import { norm, type Block } from './block-algebra.js';

/**
 * All eigenvalues and eigenvectors of a symmetric matrix: Householder reflections to tridiagonal form, then QL with
 * implicit shifts (Golub & Van Loan, 2013, 8.3).
 *
 * @param matrix its rows
 * @returns the values, largest first, and the orthonormal vector of each
 */
export function symmetricEigen(matrix: Block): { values: Float64Array; vectors: Float64Array[] } {
  const { diagonal, beside, reflections } = tridiagonalise(matrix.map((row) => row.slice()));
  const vectors = matrix.map((_, i) => new Float64Array(matrix.length).fill(1, i, i + 1));
  diagonalise(diagonal, beside, vectors);
  for (const vector of vectors)
    for (let i = reflections.length - 1; i >= 0; i--) reflect(vector, reflections[i]!);
  const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[j]! - diagonal[i]!);
  return { values: Float64Array.from(order, (i) => diagonal[i]!), vectors: order.map((i) => vectors[i]!) };
}

/** v of I − v·vᵀ, which acts on the entries from `start` on; its length is √2. */
interface Reflection {
  readonly start: number;
  readonly vector: Float64Array;
}

function reflect(target: Float64Array, { start, vector }: Reflection): void {
  let product = 0;
  for (let k = 0; k < vector.length; k++) product += vector[k]! * target[start + k]!;
  for (let k = 0; k < vector.length; k++) target[start + k]! -= product * vector[k]!;
}

/** Overwrites the rows of the matrix. */
function tridiagonalise(rows: Float64Array[]): { diagonal: Float64Array; beside: Float64Array; reflections: Reflection[] } {
  const size = rows.length;
  const beside = new Float64Array(size);
  const reflections: Reflection[] = [];
  for (let i = 0; i < size - 1; i++) {
    const start = i + 1;
    const vector = rows[i]!.slice(start);
    const length = norm(vector);
    if (length === 0) continue;
    beside[i] = vector[0]! > 0 ? -length : length; // away from the vector, so that nothing cancels
    vector[0]! -= beside[i]!;
    const scale = Math.SQRT2 / norm(vector);
    for (let k = 0; k < vector.length; k++) vector[k]! *= scale;
    reflections.push({ start, vector });

    // A ← H·A·H = A − v·wᵀ − w·vᵀ with w = A·v − ½(vᵀA·v)·v, on the rows and columns from `start` on
    const w = new Float64Array(vector.length);
    let curvature = 0;
    for (let r = 0; r < vector.length; r++) {
      const row = rows[start + r]!;
      let sum = 0;
      for (let k = 0; k < vector.length; k++) sum += row[start + k]! * vector[k]!;
      w[r] = sum;
      curvature += sum * vector[r]!;
    }
    for (let r = 0; r < vector.length; r++) w[r]! -= 0.5 * curvature * vector[r]!;
    for (let r = 0; r < vector.length; r++) {
      const row = rows[start + r]!;
      const a = vector[r]!;
      const b = w[r]!;
      for (let k = 0; k < vector.length; k++) row[start + k]! -= a * w[k]! + b * vector[k]!;
    }
  }
  return { diagonal: Float64Array.from(rows, (row, i) => row[i]!), beside, reflections };
}

/** QL on a tridiagonal matrix, until nothing stands beside the diagonal; the rotations are applied to the vectors. */
function diagonalise(diagonal: Float64Array, beside: Float64Array, vectors: readonly Float64Array[]): void {
  const size = diagonal.length;
  const negligible = (i: number): boolean =>
    Math.abs(beside[i]!) <= Number.EPSILON * (Math.abs(diagonal[i]!) + Math.abs(diagonal[i + 1]!));
  for (let first = 0; first < size; first++)
    for (;;) {
      let last = first;
      while (last < size - 1 && !negligible(last)) last++;
      if (last === first) break;
      const half = (diagonal[first + 1]! - diagonal[first]!) / (2 * beside[first]!);
      const shift = diagonal[first]! - beside[first]! / (half + (half < 0 ? -1 : 1) * Math.hypot(half, 1));
      let [sine, cosine, carried] = [1, 1, 0];
      let g = diagonal[last]! - shift;
      let i = last - 1;
      for (; i >= first; i--) {
        const f = sine * beside[i]!;
        const b = cosine * beside[i]!;
        const r = Math.hypot(f, g);
        beside[i + 1] = r;
        if (r === 0) break;
        sine = f / r;
        cosine = g / r;
        const before = diagonal[i + 1]! - carried;
        const t = (diagonal[i]! - before) * sine + 2 * cosine * b;
        carried = sine * t;
        diagonal[i + 1] = before + carried;
        g = cosine * t - b;
        rotate(vectors[i]!, vectors[i + 1]!, [cosine, sine]);
      }
      if (i >= first) {
        diagonal[i + 1]! -= carried;
        beside[last] = 0;
        continue;
      }
      diagonal[first]! -= carried;
      beside[first] = g;
      beside[last] = 0;
    }
}

function rotate(a: Float64Array, b: Float64Array, [cosine, sine]: readonly [number, number]): void {
  for (let k = 0; k < a.length; k++) {
    const x = a[k]!;
    const y = b[k]!;
    a[k] = cosine * x - sine * y;
    b[k] = sine * x + cosine * y;
  }
}
