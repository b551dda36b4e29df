import { checkOptions, definePart, type Corruption } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { refuseOtherShapes } from './refuse-other-shapes.js';

export interface WatermarkOptions {
  /** How much of each pixel of the mark covers the image, row by row, from 0 to 1. */
  readonly mark: readonly (readonly number[])[];
  /** The colour of the mark, one number for all channels, in the units of the data. Default 1. */
  readonly value?: number;
  /** Multiplies the mark, from 0 to 1. Default 0.5. */
  readonly opacity?: number;
}

const unit = v.pipe(v.number(), v.minValue(0, 'Expected numbers from 0 to 1'), v.maxValue(1, 'Expected numbers from 0 to 1'));
const schema = v.strictObject({
  mark: v.pipe(
    v.array(v.pipe(v.array(unit), v.minLength(1, 'Expected at least one column'))),
    v.minLength(1, 'Expected at least one row'),
    v.check((rows) => rows.every(({ length }) => length === rows[0]!.length), 'Expected rows of equal length'),
  ),
  value: v.optional(v.pipe(v.number(), v.finite()), 1),
  opacity: v.optional(unit, 0.5),
});

/** Lays a mark over each image, all of it inside, wherever chance puts it. */
export const watermark = definePart('watermark', (options: WatermarkOptions): Corruption => {
  const { mark, value, opacity } = checkOptions('watermark', schema, options);
  const [rows, columns] = [mark.length, mark[0]!.length];
  return {
    kind: 'watermark',
    options,
    check: ({ inputShape }) => {
      const fits = inputShape.length === 3 && inputShape[0]! >= rows && inputShape[1]! >= columns;
      refuseOtherShapes('watermark', inputShape, `[height, width, channels] of at least ${rows} × ${columns}`, fits);
    },
    apply: (clean, draws) => {
      const [batch, height, width] = clean.shape as [number, number, number, number];
      const down = placing(height, rows, draws.uniform([batch, 1, 1])); // [batch, height, rows]
      const across = tf.transpose(placing(width, columns, draws.uniform([batch, 1, 1])), [0, 2, 1]); // [batch, columns, width]
      const covered = tf.matMul(tf.matMul(down, tf.tile(tf.reshape(tf.tensor2d(mark), [1, rows, columns]), [batch, 1, 1])), across);
      const alpha = tf.mul(tf.reshape(covered, [batch, height, width, 1]), opacity);
      return tf.add(tf.mul(clean, tf.sub(1, alpha)), tf.mul(alpha, value));
    },
  };
});

/** For each sample, a 1 where place i of `length` is place j of a mark of `size` that begins at chance: `[batch, length, size]`. */
function placing(length: number, size: number, chance: tf.Tensor): tf.Tensor {
  const start = tf.floor(tf.mul(chance, length - size + 1));
  const places = tf.reshape(tf.range(0, length, 1, 'float32'), [1, length, 1]);
  const own = tf.reshape(tf.range(0, size, 1, 'float32'), [1, 1, size]);
  return tf.cast(tf.equal(tf.sub(places, own), start), 'float32');
}
