import type { Bench } from '../bench.js';
import { measure } from '../measure.js';

/** A bench of contenders that are measured against each other, in as many steps at the start as are compared. */
export const comparison = (compared: number, contenders: Bench['contenders']): Bench => ({
  contenders,
  run: (chosen, settings) => measure(chosen, settings, compared),
});
