import { checkOptions, positive, wholePositive, type Dataset, type NdArray } from '@hourglass/core';
import * as v from 'valibot';
import { fromRows } from '../from-rows.js';
import { drawsOf, farthestNormal } from './draws-of.js';
import { madeEntries, madeFrom, type MadeOptions } from './made-options.js';

export interface BlobsOptions extends MadeOptions {
  /** The number of blobs, and of labels. Default 3. */
  readonly classes?: number;
  /** The number of values a sample. Default 2. */
  readonly dimensions?: number;
  /** How far a blob spreads around its centre. Default 1. */
  readonly stddev?: number;
}

const schema = v.strictObject({
  ...madeEntries,
  classes: v.optional(wholePositive, 3),
  dimensions: v.optional(wholePositive, 2),
  stddev: v.optional(positive, 1),
});

/** The centres lie between -`reach` and `reach` along every axis. */
const reach = 10;

/**
 * Round normal clouds around centres that are uniform in a box from -10 to 10; as many samples of each.
 *
 * @returns samples `[dimensions]`, labelled by their blob, with `centres` `[classes, dimensions]` beside them, the same in
 *   both splits
 * @throws InvalidOptionError
 */
export function blobs(options: BlobsOptions = {}): Dataset & { readonly centres: NdArray } {
  const { classes, dimensions, stddev, ...made } = checkOptions('blobs', schema, options);
  const { count, samples, truth } = madeFrom('blobs', made);
  const { uniform } = drawsOf(truth);
  const centres = Float32Array.from({ length: classes * dimensions }, () => uniform(-reach, reach));
  const most = reach + stddev * farthestNormal;
  const dataset = fromRows({
    size: count,
    inputShape: [dimensions],
    range: [-most, most],
    labels: Int32Array.from({ length: count }, (_, sample) => sample % classes),
    write: (sample, row) => {
      const { normal } = drawsOf(samples.fork(sample));
      const centre = (sample % classes) * dimensions;
      for (let i = 0; i < dimensions; i++) row[i] = centres[centre + i]! + stddev * normal();
    },
  });
  return { ...dataset, centres: { data: centres, shape: [classes, dimensions] } };
}
