import * as v from 'valibot';

/** Pixels along each side of a drawing. */
export const sheetSize = v.optional(v.pipe(v.number(), v.integer('Expected a whole number'), v.minValue(8, 'Expected at least 8')), 28);
