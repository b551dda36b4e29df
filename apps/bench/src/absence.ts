import { EnvironmentError } from '@hourglass/core';
import type { Contender } from './contender.js';
import type { Absence } from './outcome.js';

/** A contender that could not be measured, and why: for want of something, or by a fault. */
export const absence = (bench: string, contender: Contender, error: unknown): Absence => ({
  bench,
  contender: contender.name,
  ...(contender.batch !== undefined && { batch: contender.batch }),
  reason: (error as Error).message,
  failed: !EnvironmentError.isInstance(error),
});
