export interface PointStyle {
  /** In pixels of the picture. */
  readonly radius: number;
  /** From 0 to 1. */
  readonly opacity: number;
}

/** The area that the sizes below are made for, in pixels. */
const usualArea = 250_000;

/** Smaller and more translucent points the denser they lie, so that few are seen well and many show where they are most. */
export function pointStyle(count: number, area: number = usualArea): PointStyle {
  const crowd = (count * usualArea) / area;
  return { radius: between(0.9, 10 * crowd ** -0.2, 4), opacity: between(0.25, 1.8 * crowd ** -0.14, 0.9) };
}

const between = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));
