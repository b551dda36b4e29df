import type { NearestCodes } from './nearest-codes.js';

/** Which codes are held together, and how strongly, from 0 to 1; each pair in both directions. */
export interface FuzzyGraph {
  readonly heads: Int32Array;
  readonly tails: Int32Array;
  readonly weights: Float64Array;
}

/** No scale is smaller than this share of the mean distance of its neighbours. */
const leastScale = 1e-3;
const halvings = 64;

/**
 * The graph of UMAP (McInnes, Healy & Melville, *UMAP*, 2018, algorithms 2 and 3; equal to umap-learn's): a code holds its nearest
 * by exp(−(d − ρ) / σ), ρ being the distance of the first that is not equal to it and σ such that all add up to log₂(neighbours),
 * itself counted among these; two that hold each other by a and b are held together by a + b − ab.
 */
export function fuzzyGraph(nearest: NearestCodes): FuzzyGraph {
  const { count, each, places } = nearest;
  const held = memberships(nearest);
  const heldBy = (head: number, tail: number): number | undefined => {
    const at = places.subarray(head * each, (head + 1) * each).indexOf(tail);
    return at < 0 ? undefined : held[head * each + at]!;
  };
  const [heads, tails, weights]: [number[], number[], number[]] = [[], [], []];
  const join = (head: number, tail: number, weight: number): void => {
    heads.push(head, tail);
    tails.push(tail, head);
    weights.push(weight, weight);
  };
  for (let head = 0; head < count; head++)
    for (let i = 0; i < each; i++) {
      const [tail, there] = [places[head * each + i]!, held[head * each + i]!];
      const back = heldBy(tail, head);
      if (back === undefined) join(head, tail, there);
      else if (head < tail) join(head, tail, there + back - there * back); // else it is joined from the other end
    }
  return { heads: Int32Array.from(heads), tails: Int32Array.from(tails), weights: Float64Array.from(weights) };
}

/** How firmly each code holds each of its nearest: `[count, each]`. */
function memberships({ count, each, distances }: NearestCodes): Float64Array {
  const held = new Float64Array(distances.length);
  const mean = meanOf(distances);
  for (let row = 0; row < count; row++) {
    const own = distances.subarray(row * each, (row + 1) * each);
    const nearest = own.find((distance) => distance > 0) ?? 0;
    const scale = Math.max(scaleOf(own, nearest), leastScale * (nearest > 0 ? (meanOf(own) * each) / (each + 1) : mean));
    own.forEach((distance, i) => (held[row * each + i] = strength(distance - nearest, scale)));
  }
  return held;
}

const strength = (beyond: number, scale: number): number => (beyond > 0 ? Math.exp(-beyond / scale) : 1);

/** The scale for which the strengths add up to log₂ of the neighbours, by halving. */
function scaleOf(distances: Float64Array, nearest: number): number {
  const wanted = Math.log2(distances.length + 1);
  let [low, high, scale] = [0, Infinity, 1];
  for (let i = 0; i < halvings; i++) {
    const sum = distances.reduce((total, distance) => total + strength(distance - nearest, scale), 0);
    if (Math.abs(sum - wanted) < 1e-5) break;
    if (sum > wanted) high = scale;
    else low = scale;
    scale = high === Infinity ? scale * 2 : (low + high) / 2;
  }
  return scale;
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
