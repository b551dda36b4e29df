import * as v from 'valibot';
import { positive } from './options.js';
import { isSchedule, type Scheduled } from './schedule.js';

const isRate = (value: unknown): boolean => isSchedule(value) || v.is(positive, value);

/** A number above 0 or a schedule, and what it is where it is left out. */
export const learningRate = (fallback: number): v.OptionalSchema<v.GenericSchema<Scheduled>, number> =>
  v.optional(v.custom<Scheduled>(isRate, 'Expected a number above 0 or a schedule'), fallback);

/** See `OptimiserOptions.clipNorm`. */
export const clipNorm = v.optional(positive);

/** How much of an average stays at each step: from 0 up to but not 1. */
export const decayRate = v.pipe(
  v.number(),
  v.minValue(0, 'Expected 0 or more, and less than 1'),
  v.ltValue(1, 'Expected 0 or more, and less than 1'),
);
