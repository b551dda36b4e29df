import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { InvalidOptionError } from './errors.js';
import { checkOptions } from './options.js';
import { definePart, type Part } from './part.js';
import { scaleRows, type ScaleRows } from './scale-rows.js';
import { leastAndGreatest, moments, quartiles, type Fitted, type Statistics } from './scaler-statistics.js';
import type { NdArray, Range } from './values.js';

/**
 * Brings each feature, which is a place on the last axis (a column of a table, a channel of images or series), to a common
 * scale, and back. What it was fitted with is among its options, so that it is rebuilt from JSON.
 */
export interface Scaler extends Part {
  /** The values of scaled training data: the `range` for the recipe. */
  readonly range: Range;
  /** The number of features that it was fitted with; absent before that. */
  readonly features?: number;
  /** Begins to fit it; `fitScaler` calls this. */
  fitting(features: number): Fitting;
  /** Scales on the host: `values` and `into` are `[..., features]` in row-major order. */
  write(values: NdArray['data'], into: Float32Array): void;
  /** `[..., features]` → the same shape. */
  scale(values: tf.Tensor): tf.Tensor;
  /** What `scale` was given: `[..., features]` → the same shape. */
  invert(scaled: tf.Tensor): tf.Tensor;
}

/** A scaler while it sees the training data. */
export interface Fitting {
  /** @param mask 0 where a value is missing and does not count; `values` and `mask` are `[..., features]` */
  add(values: ArrayLike<number>, mask?: ArrayLike<number>): void;
  end(): Scaler;
}

export interface ScalerOptions {
  /** What `fitScaler` found: scaled values are `(x − centre) / spread`. */
  readonly fitted?: Fitted;
}

const finite = v.pipe(v.number(), v.finite());
const schema = v.strictObject({
  fitted: v.optional(
    v.pipe(
      v.strictObject({
        centre: v.pipe(v.array(finite), v.minLength(1)),
        spread: v.array(v.pipe(finite, v.check((value) => Math.fround(value) > 0 && Math.fround(value) < Infinity, 'Expected a number above 0 that fits a float32'))),
      }),
      v.check(({ centre, spread }) => centre.length === spread.length, 'Expected as many spreads as centres'),
    ),
  ),
});

/** Each feature from its least to its greatest value in the training data onto [0, 1]. */
export const minMax = scalerFactory('minMax', { range: [0, 1], statistics: leastAndGreatest });

/** Each feature less its mean in the training data, divided by its standard deviation there (that of the population). */
export const standard = scalerFactory('standard', { range: [-Infinity, Infinity], statistics: moments });

/**
 * Each feature less its median in the training data, divided by the distance of its quartiles there: outliers have no part
 * in it. Exact up to 4,194,304 values in all; beyond, quartiles of a random sample of as many.
 */
export const robust = scalerFactory('robust', { range: [-Infinity, Infinity], statistics: quartiles });

/** Logarithms, sign(x)·ln(1 + |x|), then as `standard`: for amounts and counts over many orders of magnitude. */
export const log = scalerFactory('log', {
  range: [-Infinity, Infinity],
  statistics: moments,
  curve: {
    value: (x) => Math.sign(x) * Math.log1p(Math.abs(x)),
    scale: (x) => tf.mul(tf.sign(x), tf.log1p(tf.abs(x))),
    invert: (y) => tf.mul(tf.sign(y), tf.expm1(tf.abs(y))),
  },
});

/** What comes before centre and spread: a function that grows. */
interface Curve {
  value(x: number): number;
  scale(x: tf.Tensor): tf.Tensor;
  invert(y: tf.Tensor): tf.Tensor;
}

interface Method {
  readonly range: Range;
  readonly statistics: (features: number) => Statistics;
  readonly curve?: Curve;
}

function scalerFactory(kind: string, { range, statistics, curve }: Method): ((options?: ScalerOptions) => Scaler) & { readonly kind: string } {
  const make = (options: ScalerOptions = {}): Scaler => {
    const { fitted } = checkOptions(kind, schema, options);
    return {
      kind,
      options,
      range,
      fitting(features) {
        const found = statistics(features);
        return {
          add: (values, mask) => { found.add(curve ? Float64Array.from(values, curve.value) : values, mask); },
          end: () => make({ fitted: found.fitted() }),
        };
      },
      ...(fitted ? fittedScaler(fitted, curve) : unfittedScaler(kind)),
    };
  };
  return definePart(kind, make);
}

type FittedPart = Pick<Scaler, 'features' | 'write' | 'scale' | 'invert'>;

function fittedScaler(fitted: Fitted, curve?: Curve): FittedPart {
  const [centre, spread] = [Float32Array.from(fitted.centre), Float32Array.from(fitted.spread)];
  let rows: ScaleRows | undefined;
  return {
    features: centre.length,
    write(values, into) {
      if (curve) for (let i = 0; i < values.length; i++) into[i] = curve.value(values[i]!);
      rows ??= scaleRows(centre, spread);
      rows(curve ? into : values, into);
    },
    scale: (values) => tf.div(tf.sub(curve ? curve.scale(values) : values, tf.tensor1d(centre)), tf.tensor1d(spread)),
    invert(scaled) {
      const values = tf.add(tf.mul(scaled, tf.tensor1d(spread)), tf.tensor1d(centre));
      return curve ? curve.invert(values) : values;
    },
  };
}

function unfittedScaler(kind: string): FittedPart {
  const refuse = (): never => {
    throw new InvalidOptionError('scaler', `${kind}: expected a fitted scaler, received one that has seen no data. Fit it first: await fitScaler(${kind}(), train).`);
  };
  return { write: refuse, scale: refuse, invert: refuse };
}
