import { checkOptions, definePart, wholePositive, type Corruption } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { refuseOtherShapes } from './refuse-other-shapes.js';

export interface OcclusionOptions {
  /** Height and width of a box, in pixels. */
  readonly size: readonly [height: number, width: number];
  /** Boxes in each image. Default 1. */
  readonly count?: number;
  /** What hides the pixels. Default 0. */
  readonly value?: number;
}

const schema = v.strictObject({
  size: v.tuple([wholePositive, wholePositive]),
  count: v.optional(wholePositive, 1),
  value: v.optional(v.pipe(v.number(), v.finite()), 0),
});

/** Hides boxes of each image, all of them inside it, wherever chance puts them (DeVries & Taylor, 2017, without overhang). */
export const occlusion = definePart('occlusion', (options: OcclusionOptions): Corruption => {
  const { size, count, value } = checkOptions('occlusion', schema, options);
  return {
    kind: 'occlusion',
    options,
    check: ({ inputShape }) => {
      const fits = inputShape.length === 3 && inputShape[0]! >= size[0] && inputShape[1]! >= size[1];
      refuseOtherShapes('occlusion', inputShape, `[height, width, channels] of at least ${size.join(' × ')}`, fits);
    },
    apply: (clean, draws) => {
      const [batch, height, width] = clean.shape as [number, number, number, number];
      let hidden: tf.Tensor = tf.zeros([batch, height, width, 1], 'bool');
      for (let box = 0; box < count; box++) {
        const rows = tf.reshape(inside(height, size[0], draws.uniform([batch, 1])), [batch, height, 1, 1]);
        const columns = tf.reshape(inside(width, size[1], draws.uniform([batch, 1])), [batch, 1, width, 1]);
        hidden = tf.logicalOr(hidden, tf.logicalAnd(rows, columns));
      }
      const shown = tf.cast(tf.logicalNot(hidden), 'float32');
      return tf.add(tf.mul(clean, shown), tf.mul(tf.sub(1, shown), value));
    },
  };
});

/** For each sample, which of `length` places lie in a stretch of `size` that begins at chance `[batch, 1]`: `[batch, length]`. */
function inside(length: number, size: number, chance: tf.Tensor): tf.Tensor {
  const start = tf.floor(tf.mul(chance, length - size + 1));
  const places = tf.reshape(tf.range(0, length, 1, 'float32'), [1, length]);
  return tf.logicalAnd(tf.greaterEqual(places, start), tf.less(places, tf.add(start, size)));
}
