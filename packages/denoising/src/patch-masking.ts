import { checkOptions, definePart, share, wholePositive, type Corruption } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { refuseOtherShapes } from './refuse-other-shapes.js';

export interface PatchMaskingOptions {
  /** Height and width of a patch, in pixels; those at the right and lower border may be cut. */
  readonly patch: readonly [height: number, width: number];
  /** The share of patches that are hidden in every image, from 0 to 1, rounded to whole patches. Default 0.75. */
  readonly rate?: number;
  /** What hides the pixels. Default 0. */
  readonly value?: number;
}

const schema = v.strictObject({
  patch: v.tuple([wholePositive, wholePositive]),
  rate: v.optional(share, 0.75),
  value: v.optional(v.pipe(v.number(), v.finite()), 0),
});

/** Hides the same number of patches of a grid in every image (as He et al., 2022, for masked autoencoders). */
export const patchMasking = definePart('patchMasking', (options: PatchMaskingOptions): Corruption => {
  const { patch, rate, value } = checkOptions('patchMasking', schema, options);
  return {
    kind: 'patchMasking',
    options,
    check: ({ inputShape }) => { refuseOtherShapes('patchMasking', inputShape, '[height, width, channels]', inputShape.length === 3); },
    apply: (clean, draws) => {
      const [batch, height, width] = clean.shape as [number, number, number, number];
      const grid = [Math.ceil(height / patch[0]), Math.ceil(width / patch[1])] as const;
      const patches = grid[0] * grid[1];
      const shown = patches - Math.round(rate * patches);
      if (shown === 0) return tf.fill(clean.shape, value);
      const chance = draws.uniform([batch, patches]);
      const least = tf.slice(tf.topk(chance, shown).values, [0, shown - 1], [batch, 1]); // the last that is shown
      const cells = tf.reshape(tf.cast(tf.greaterEqual(chance, least), 'float32'), [batch, grid[0], 1, grid[1], 1]);
      const pixels = tf.reshape(tf.tile(cells, [1, 1, patch[0], 1, patch[1]]), [batch, grid[0] * patch[0], grid[1] * patch[1], 1]);
      const mask = tf.slice(pixels, [0, 0, 0, 0], [batch, height, width, 1]);
      return tf.add(tf.mul(clean, mask), tf.mul(tf.sub(1, mask), value));
    },
  };
});
