/** How near two points of a map lie as a number from 0 to 1: 1 / (1 + a·d²ᵇ) for a distance d. */
export interface UmapCurve {
  readonly a: number;
  readonly b: number;
}

/** Distances at which the curve is fitted, from 0 to 3. */
const places = Array.from({ length: 300 }, (_, i) => (3 * i) / 299);
const steps = 100;

/**
 * The curve that is closest to 1 up to `minDist` and e^(minDist − d) beyond, by least squares (Levenberg and Marquardt), as UMAP
 * defines it (McInnes, Healy & Melville, 2018, definition 11).
 *
 * @param minDist from 0 to 1
 */
export function umapCurve(minDist: number): UmapCurve {
  const wanted = places.map((d) => (d < minDist ? 1 : Math.exp(minDist - d)));
  const errorOf = ({ a, b }: UmapCurve): number => places.reduce((sum, d, i) => sum + (wanted[i]! - valueAt(d, { a, b })) ** 2, 0);
  let curve = { a: 1, b: 1 };
  let damping = 1e-3;
  for (let step = 0; step < steps; step++) {
    const next = improved(curve, wanted, damping);
    const isBetter = next.a > 0 && next.b > 0 && errorOf(next) < errorOf(curve);
    if (isBetter) curve = next;
    damping *= isBetter ? 0.3 : 10;
  }
  return curve;
}

const valueAt = (d: number, { a, b }: UmapCurve): number => 1 / (1 + a * d ** (2 * b));

/** One step: the normal equations of both parameters, their diagonal enlarged. */
function improved(curve: UmapCurve, wanted: readonly number[], damping: number): UmapCurve {
  let [aa, ab, bb, ar, br] = [0, 0, 0, 0, 0];
  places.forEach((d, i) => {
    const value = valueAt(d, curve);
    const byA = -(value ** 2) * d ** (2 * curve.b);
    const byB = d === 0 ? 0 : 2 * curve.a * Math.log(d) * byA;
    const rest = wanted[i]! - value;
    aa += byA * byA;
    ab += byA * byB;
    bb += byB * byB;
    ar += byA * rest;
    br += byB * rest;
  });
  const [p, q] = [aa * (1 + damping), bb * (1 + damping)];
  const determinant = p * q - ab * ab;
  return { a: curve.a + (q * ar - ab * br) / determinant, b: curve.b + (p * br - ab * ar) / determinant };
}
