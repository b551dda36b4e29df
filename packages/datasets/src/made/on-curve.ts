import type { Dataset, Range } from '@hourglass/core';
import { fromRows } from '../from-rows.js';

interface Curve {
  readonly count: number;
  readonly dimensions: number;
  readonly range: Range;
  /** A sample's values, and its place along the curve, from 0 up to 1. */
  readonly point: (sample: number) => { readonly place: number; readonly values: readonly number[] };
}

const pieces = 10;

/** Points along a curve, labelled by the tenth of it that they lie in. */
export const onCurve = ({ count, dimensions, range, point }: Curve): Dataset =>
  fromRows({
    size: count,
    inputShape: [dimensions],
    range,
    labels: Int32Array.from({ length: count }, (_, sample) => Math.floor(pieces * point(sample).place)),
    write: (sample, row) => { row.set(point(sample).values); },
  });
