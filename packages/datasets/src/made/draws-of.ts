import type { Seed } from '@hourglass/core';

/** The random numbers that one sample is made of. */
export interface SampleDraws {
  /** A whole number from 0 to `count - 1`. */
  below(count: number): number;
  /** A number from `low` up to `high`. */
  uniform(low: number, high: number): number;
  /** A number of the standard normal distribution, never further from 0 than `farthestNormal`. */
  normal(): number;
}

const steps = 2 ** 24;

/** No draw of `normal()` is larger: its uniform number is 2⁻²⁴ or more. */
export const farthestNormal = Math.sqrt(2 * Math.log(steps));

/** Draws that depend on the seed alone. */
export function drawsOf(seed: Seed): SampleDraws {
  const { next } = seed.stream();
  return {
    below: next,
    uniform: (low, high) => low + ((high - low) * next(steps)) / steps,
    /** By the transformation of Box and Muller (1958). */
    normal: () => Math.sqrt(-2 * Math.log((next(steps) + 1) / steps)) * Math.cos((2 * Math.PI * next(steps)) / steps),
  };
}
