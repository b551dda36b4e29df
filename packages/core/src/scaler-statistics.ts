import { quantile } from './quantile.js';
import { reservoir } from './reservoir.js';
import { createSeed } from './seed.js';

/** Where the values of each feature lie, and how far apart. */
export interface Fitted {
  readonly centre: readonly number[];
  /** Above 0; 1 for a feature that does not vary. */
  readonly spread: readonly number[];
}

/** What is gathered of each feature in one pass over the data. */
export interface Statistics {
  /** @param mask 0 where a value does not count; both are `[..., features]` in row-major order */
  add(values: ArrayLike<number>, mask?: ArrayLike<number>): void;
  fitted(): Fitted;
}

/** Calls a function with each value that counts, and the place of its feature. */
function visit(features: number, [values, mask]: readonly [ArrayLike<number>, ArrayLike<number> | undefined], each: (value: number, feature: number) => void): void {
  for (let start = 0; start < values.length; start += features)
    for (let feature = 0; feature < features; feature++)
      if (mask?.[start + feature] !== 0) each(values[start + feature]!, feature);
}

/** A feature that does not vary, or that no float32 can be divided by, stays as it is but for its centre. */
const spreadOrOne = (spread: number): number => (Math.fround(spread) >= 2 ** -126 ? spread : 1);

/** The least value, and the distance from there to the greatest. */
export function leastAndGreatest(features: number): Statistics {
  const least = new Float64Array(features).fill(Infinity);
  const greatest = new Float64Array(features).fill(-Infinity);
  return {
    add: (values, mask) => {
      visit(features, [values, mask], (value, feature) => {
        if (value < least[feature]!) least[feature] = value;
        if (value > greatest[feature]!) greatest[feature] = value;
      });
    },
    fitted: () => ({
      centre: Array.from(least, (value) => (value === Infinity ? 0 : value)),
      spread: Array.from(least, (value, feature) => spreadOrOne(greatest[feature]! - value)),
    }),
  };
}

/** The mean and the standard deviation of the population, from sums of the distances to each feature's first value. */
export function moments(features: number): Statistics {
  const first = new Float64Array(features);
  const counts = new Float64Array(features);
  const sums = new Float64Array(features);
  const squares = new Float64Array(features);
  return {
    add: (values, mask) => {
      visit(features, [values, mask], (value, feature) => {
        if (counts[feature]!++ === 0) first[feature] = value;
        const distance = value - first[feature]!;
        sums[feature]! += distance;
        squares[feature]! += distance * distance;
      });
    },
    fitted: () => {
      const means = sums.map((sum, feature) => sum / Math.max(1, counts[feature]!));
      return {
        centre: Array.from(means, (mean, feature) => first[feature]! + mean),
        spread: Array.from(means, (mean, feature) =>
          spreadOrOne(Math.sqrt(Math.max(0, squares[feature]! / Math.max(1, counts[feature]!) - mean * mean))),
        ),
      };
    },
  };
}

/** Values that are kept of all features together: 16 MiB. */
const kept = 2 ** 22;

/** The median, and the distance from the first quartile to the third, of a sample of the values where there are too many to keep. */
export function quartiles(features: number): Statistics {
  const seed = createSeed(1).fork('quartiles');
  const samples = Array.from({ length: features }, (_, feature) => reservoir(Math.max(1, Math.floor(kept / features)), seed.fork(feature)));
  return {
    add: (values, mask) => {
      visit(features, [values, mask], (value, feature) => { samples[feature]!.add(value); });
    },
    fitted: () => {
      const sorted = samples.map((sample) => sample.values().sort());
      return {
        centre: sorted.map((values) => quantile(values, 0.5)),
        spread: sorted.map((values) => spreadOrOne(quantile(values, 0.75) - quantile(values, 0.25))),
      };
    },
  };
}
