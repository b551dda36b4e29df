import { checkOptions, type Dataset } from '@hourglass/core';
import * as v from 'valibot';
import { drawsOf, farthestNormal } from './draws-of.js';
import { madeEntries, madeFrom, type MadeOptions } from './made-options.js';
import { noiseStddev } from './noise-stddev.js';
import { onCurve } from './on-curve.js';

export interface SwissRollOptions extends MadeOptions {
  /** The stddev of normal noise on every value. Default 0. */
  readonly noise?: number;
}

const schema = v.strictObject({ ...madeEntries, noise: noiseStddev });

/** The roll's height, and its angle at both ends. */
const height = 21;
const [inner, outer] = [1.5 * Math.PI, 4.5 * Math.PI];

/**
 * A sheet that is rolled up: (t·cos t, y, t·sin t) with t uniform on [1.5π, 4.5π] and y uniform on [0, 21] (Marsland, 2009).
 *
 * @returns samples `[3]`, labelled 0 to 9 by which tenth of the angle t they lie in, from the inside on
 * @throws InvalidOptionError
 */
export function swissRoll(options: SwissRollOptions = {}): Dataset {
  const { noise, ...made } = checkOptions('swissRoll', schema, options);
  const { count, samples } = madeFrom('swissRoll', made);
  const spread = noise * farthestNormal;
  return onCurve({
    count,
    dimensions: 3,
    range: [-outer - spread, height + spread],
    point: (sample) => {
      const { uniform, normal } = drawsOf(samples.fork(sample));
      const place = uniform(0, 1);
      const angle = inner + place * (outer - inner);
      const point = [angle * Math.cos(angle), uniform(0, height), angle * Math.sin(angle)];
      return { place, values: point.map((value) => value + noise * normal()) };
    },
  });
}
