type Vector = ArrayLike<number>;

/**
 * A place on the way from one vector to another that turns evenly along the great circle, while the length goes evenly from
 * the first to the second: q(t) = (sin((1 − t)·θ)·a + sin(t·θ)·b) / sin θ on unit vectors (Shoemake, *Animating rotation with
 * quaternion curves*, 1985), written as cos(t·θ)·a + sin(t·θ)·(the part of b that is perpendicular to a), which stays exact
 * for small angles. Opposite vectors have no one great circle: one is taken, the same each time. Where there is none, for
 * vectors of length 0 or opposite ones of one dimension, the way is straight.
 *
 * @param t from 0 to 1
 */
export function slerp(a: Vector, b: Vector, t: number): Float64Array {
  const [lengthA, lengthB] = [lengthOf(a), lengthOf(b)];
  if (lengthA === 0 || lengthB === 0) return lerp(a, b, t);
  const from = scaled(a, 1 / lengthA);
  const to = scaled(b, 1 / lengthB);
  const cosine = dot(from, to);
  let across = away(from, to);
  const sine = lengthOf(across);
  if (sine < 1e-9) {
    if (cosine > 0 || a.length === 1) return lerp(a, b, t);
    const least = from.reduce((least, value, i) => (Math.abs(value) < Math.abs(from[least]!) ? i : least), 0);
    across = away(from, from.map((_, i) => Number(i === least)));
  }
  const angle = Math.atan2(sine, cosine) * t;
  const unit = scaled(across, 1 / lengthOf(across));
  const length = lengthA + (lengthB - lengthA) * t;
  return from.map((value, i) => length * (Math.cos(angle) * value + Math.sin(angle) * unit[i]!));
}

/** The straight way. */
export const lerp = (a: Vector, b: Vector, t: number): Float64Array => Float64Array.from(a, (value, i) => value + t * (b[i]! - value));

const dot = (a: Vector, b: Vector): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

const lengthOf = (a: Vector): number => Math.sqrt(dot(a, a));

const scaled = (a: Vector, by: number): Float64Array => Float64Array.from(a, (value) => value * by);

/** What of a vector is perpendicular to a unit vector. */
const away = (unit: Float64Array, vector: Float64Array): Float64Array => {
  const along = dot(unit, vector);
  return vector.map((value, i) => value - along * unit[i]!);
};
