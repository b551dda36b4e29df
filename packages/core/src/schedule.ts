import * as v from 'valibot';
import { checkOptions, positive, wholePositive } from './options.js';
import { definePart, type Part } from './part.js';

/** A value that changes with the step: a learning rate, the weight of a term. */
export interface Schedule extends Part {
  /** The value at this step; the first step is 0. */
  at(step: number): number;
}

/** A fixed number, or a schedule. */
export type Scheduled = number | Schedule;

/** The value at this step of a number or a schedule. */
export const valueAt = (scheduled: Scheduled, step: number): number =>
  typeof scheduled === 'number' ? scheduled : scheduled.at(step);

/** True for a schedule, in the checks of options. */
export const isSchedule = (value: unknown): value is Schedule =>
  typeof value === 'object' && value !== null && 'at' in value && typeof value.at === 'function';

/**
 * Rises in a straight line from 0 to `value` over the first `steps` steps, and stays there.
 */
export const warmUp = definePart('warmUp', (options: { readonly value: number; readonly steps: number }): Schedule => {
  const { value, steps } = checkOptions('warmUp', v.strictObject({ value: v.number(), steps: wholePositive }), options);
  return { kind: 'warmUp', options, at: (step) => value * Math.min(1, step / steps) };
});

/**
 * Falls along half a cosine from `value` to `end` (default 0) over `steps` steps, and stays there (Loshchilov & Hutter,
 * 2017, without restarts).
 */
export const cosineDecay = definePart(
  'cosineDecay',
  (options: { readonly value: number; readonly steps: number; readonly end?: number }): Schedule => {
    const schema = v.strictObject({ value: positive, steps: wholePositive, end: v.optional(v.number(), 0) });
    const { value, steps, end } = checkOptions('cosineDecay', schema, options);
    const at = (step: number): number => end + ((value - end) * (1 + Math.cos(Math.PI * Math.min(1, step / steps)))) / 2;
    return { kind: 'cosineDecay', options, at };
  },
);

/** Keeps `value` until step `from`, then falls in a straight line to `end` (default 0) at step `steps`. */
export const linearDecay = definePart(
  'linearDecay',
  (options: { readonly value: number; readonly steps: number; readonly from?: number; readonly end?: number }): Schedule => {
    const schema = v.strictObject({
      value: positive,
      steps: wholePositive,
      from: v.optional(v.pipe(v.number(), v.minValue(0)), 0),
      end: v.optional(v.number(), 0),
    });
    const { value, steps, from, end } = checkOptions('linearDecay', schema, options);
    const at = (step: number): number => {
      const share = Math.min(1, Math.max(0, (step - from) / Math.max(1, steps - from)));
      return value + (end - value) * share;
    };
    return { kind: 'linearDecay', options, at };
  },
);
