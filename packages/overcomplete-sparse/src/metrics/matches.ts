import type { NdArray } from '@hourglass/core';
import { assignment } from './assignment.js';
import { cosines } from './cosines.js';

/** A unit and the true direction that it is taken for. */
export interface Match {
  readonly unit: number;
  readonly direction: number;
  /** |cos| between the two, from 0 to 1. */
  readonly cosine: number;
}

/** Pairs units and true directions one to one, as many as there are of the fewer, so that the sum of |cos| is the largest. */
export function matches(where: string, found: NdArray, truth: NdArray): Match[] {
  const byUnit = cosines(where, found, truth);
  if (found.shape[0]! <= truth.shape[0]!)
    return Array.from(assignment(byUnit), (direction, unit) => ({ unit, direction, cosine: byUnit[unit]![direction]! }));
  const byDirection = Array.from({ length: truth.shape[0]! }, (_, direction) => Float64Array.from(byUnit, (row) => row[direction]!));
  return Array.from(assignment(byDirection), (unit, direction) => ({ unit, direction, cosine: byUnit[unit]![direction]! }));
}
