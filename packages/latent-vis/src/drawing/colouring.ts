import type { Range } from '@hourglass/core';

/** How values become colours: samples from black to white, other quantities along the sequential scale. */
export interface Colouring {
  readonly range: Range;
  /** Default false. */
  readonly inColours?: boolean;
}

/** What stands for values that are not numbers. */
export const signal = [255, 0, 255] as const;

/** 0 at the low end of the range, 1 at the high end; the middle where all values are the same. */
export const shareOf = (value: number, [low, high]: Range): number =>
  low >= high ? 0.5 : Math.min(1, Math.max(0, (value - low) / (high - low)));
