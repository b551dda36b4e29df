import { checkOptions, type Dataset } from '@hourglass/core';
import * as v from 'valibot';
import { drawsOf, farthestNormal } from './draws-of.js';
import { madeEntries, madeFrom, type MadeOptions } from './made-options.js';
import { noiseStddev } from './noise-stddev.js';
import { onCurve } from './on-curve.js';

export interface RingOptions extends MadeOptions {
  /** The stddev of normal noise on every value. Default 0. */
  readonly noise?: number;
}

const schema = v.strictObject({ ...madeEntries, noise: noiseStddev });

/**
 * Points of the circle of radius 1 around 0: one-dimensional, though no line holds them.
 *
 * @returns samples `[2]`, labelled 0 to 9 by which tenth of the circle they lie in
 * @throws InvalidOptionError
 */
export function ring(options: RingOptions = {}): Dataset {
  const { noise, ...made } = checkOptions('ring', schema, options);
  const { count, samples } = madeFrom('ring', made);
  const most = 1 + noise * farthestNormal;
  return onCurve({
    count,
    dimensions: 2,
    range: [-most, most],
    point: (sample) => {
      const { uniform, normal } = drawsOf(samples.fork(sample));
      const place = uniform(0, 1);
      const angle = 2 * Math.PI * place;
      return { place, values: [Math.cos(angle), Math.sin(angle)].map((value) => value + noise * normal()) };
    },
  });
}
