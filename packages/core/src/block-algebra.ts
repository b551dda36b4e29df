/** Vectors of one length. */
export type Block = readonly Float64Array[];

/** Every scalar product: row i holds those of `a[i]` with each of `b`. Four at a time, since each number loaded serves four. */
export function products(a: Block, b: Block): Float64Array[] {
  const rows = a.map(() => new Float64Array(b.length));
  for (let j = 0; j < b.length; j += 4) {
    const [b0, b1, b2, b3] = four(b, j);
    for (let i = 0; i < a.length; i++) {
      const vector = a[i]!;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let k = 0; k < vector.length; k++) {
        const value = vector[k]!;
        s0 += value * b0[k]!;
        s1 += value * b1[k]!;
        s2 += value * b2[k]!;
        s3 += value * b3[k]!;
      }
      rows[i]!.set([s0, s1, s2, s3].slice(0, b.length - j), j);
    }
  }
  return rows;
}

/** Weighted sums of vectors: Σᵢ weights[j][i]·vectors[i] for each j. */
export function combine(weights: Block, vectors: Block): Float64Array[] {
  return weights.map((weight) => {
    const sum = new Float64Array(vectors[0]?.length ?? 0);
    for (let i = 0; i < vectors.length; i += 4) {
      const [v0, v1, v2, v3] = four(vectors, i);
      const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = weight.subarray(i, i + 4);
      for (let k = 0; k < sum.length; k++) sum[k]! += w0 * v0[k]! + w1 * v1[k]! + w2 * v2[k]! + w3 * v3[k]!;
    }
    return sum;
  });
}

/** The vectors from this place on, the last one repeated where they run out. */
function four(vectors: Block, from: number): [Float64Array, Float64Array, Float64Array, Float64Array] {
  const at = (i: number): Float64Array => vectors[Math.min(i, vectors.length - 1)]!;
  return [at(from), at(from + 1), at(from + 2), at(from + 3)];
}

/**
 * Orthonormal vectors whose first n span what the first n of the block span (Gram–Schmidt, twice).
 *
 * @param fresh another vector, for one that depends on those before it
 */
export function orthonormalise(block: Block, fresh: () => Float64Array): Float64Array[] {
  const basis: Float64Array[] = [];
  for (let vector of block) {
    let direction = orthogonalTo(basis, vector);
    while (!direction) {
      vector = fresh();
      direction = orthogonalTo(basis, vector);
    }
    basis.push(direction);
  }
  return basis;
}

function orthogonalTo(basis: Block, vector: Float64Array): Float64Array | undefined {
  const before = norm(vector);
  let rest = vector;
  for (let pass = 0; pass < 2; pass++) {
    const [inside] = products([rest], basis);
    const [taken] = combine([inside!], basis);
    rest = rest.map((value, k) => value - (taken![k] ?? 0));
  }
  const after = norm(rest);
  return after > 1e-12 * before ? rest.map((value) => value / after) : undefined;
}

/** The Euclidean norm. */
export const norm = (vector: Float64Array): number => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
