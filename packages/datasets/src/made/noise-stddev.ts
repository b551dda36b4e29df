import * as v from 'valibot';

const expected = 'Expected a stddev of 0 or more';

/** The stddev of noise, without which there is none. */
export const noiseStddev = v.optional(v.pipe(v.number(expected), v.finite(expected), v.minValue(0, expected)), 0);
