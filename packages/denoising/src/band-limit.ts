import { checkOptions, definePart, InvalidOptionError, positive, wholePositive, type Corruption } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { refuseOtherShapes } from './refuse-other-shapes.js';

export interface BandLimitOptions {
  /** Samples a second. */
  readonly sampleRate: number;
  /** The lowest frequency that is kept, in hertz. Default 0. */
  readonly low?: number;
  /** The highest frequency that is kept, in hertz, below half the sample rate. */
  readonly high: number;
  /** Taps of the filter on each side: the more, the sharper. Default 32. */
  readonly taps?: number;
}

const schema = v.strictObject({
  sampleRate: positive,
  low: v.optional(v.pipe(v.number(), v.minValue(0, 'Expected a number of 0 or more')), 0),
  high: positive,
  taps: v.optional(wholePositive, 32),
});

/** What a telephone leaves: frequencies from `low` to `high`, by a windowed-sinc filter (Hamming). Sound is `[length, channels]`. */
export const bandLimit = definePart('bandLimit', (options: BandLimitOptions): Corruption => {
  const { sampleRate, low, high, taps } = checkOptions('bandLimit', schema, options);
  if (low >= high || high >= sampleRate / 2)
    throw new InvalidOptionError('high', `bandLimit: high: expected more than low, ${low}, and less than half the sample rate, ${sampleRate / 2}, received ${high}.`);
  const filter = bandPass(low / sampleRate, high / sampleRate, taps);
  return {
    kind: 'bandLimit',
    options,
    check: ({ inputShape }) => { refuseOtherShapes('bandLimit', inputShape, '[length, channels]', inputShape.length === 2); },
    apply: (clean) => {
      const [batch, length, channels] = clean.shape as [number, number, number];
      const kernel = tf.tile<tf.Tensor4D>(tf.reshape(tf.tensor1d(filter), [filter.length, 1, 1, 1]), [1, 1, channels, 1]);
      const column = tf.reshape<tf.Rank.R4>(clean, [batch, length, 1, channels]);
      return tf.reshape(tf.depthwiseConv2d(column, kernel, 1, 'same'), clean.shape);
    },
  };
});

/** A filter that keeps frequencies from `low` to `high`, as shares of the sample rate, as loud as they were in the middle of the band. */
function bandPass(low: number, high: number, taps: number): number[] {
  const lowPass = (frequency: number, i: number): number => (i === 0 ? 2 * frequency : Math.sin(2 * Math.PI * frequency * i) / (Math.PI * i));
  const filter = Array.from({ length: 2 * taps + 1 }, (_, place) => {
    const i = place - taps;
    const window = 0.54 + 0.46 * Math.cos((Math.PI * i) / taps);
    return window * (lowPass(high, i) - lowPass(low, i));
  });
  const middle = low === 0 ? 0 : (low + high) / 2;
  const gain = filter.reduce((sum, weight, place) => sum + weight * Math.cos(2 * Math.PI * middle * (place - taps)), 0);
  return filter.map((weight) => weight / gain);
}
