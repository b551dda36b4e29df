import { checkOptions, definePart, positive, type Corruption } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { refuseOtherShapes } from './refuse-other-shapes.js';

export interface BlurOptions {
  /** The standard deviation of the Gaussian, in pixels. */
  readonly stddev: number;
}

const schema = v.strictObject({ stddev: positive });

/** Blurs images by a Gaussian, cut off at three standard deviations; beyond its border an image is mirrored. */
export const blur = definePart('blur', (options: BlurOptions): Corruption => {
  const { stddev } = checkOptions('blur', schema, options);
  const radius = Math.max(1, Math.ceil(3 * stddev));
  const weights = Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * stddev ** 2)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const kernel = weights.map((weight) => weight / sum);
  return {
    kind: 'blur',
    options,
    check: ({ inputShape }) => {
      const fits = inputShape.length === 3 && Math.min(...inputShape.slice(0, 2)) > radius;
      refuseOtherShapes('blur', inputShape, `[height, width, channels], both larger than ${radius}`, fits);
    },
    apply: (clean) => {
      const image = clean as tf.Tensor4D;
      const channels = image.shape[3];
      const along = (x: tf.Tensor4D, shape: [number, number]): tf.Tensor4D =>
        tf.depthwiseConv2d(x, tf.tile<tf.Tensor4D>(tf.reshape(tf.tensor1d(kernel), [...shape, 1, 1]), [1, 1, channels, 1]), 1, 'valid');
      const padded = tf.mirrorPad(image, [[0, 0], [radius, radius], [radius, radius], [0, 0]], 'symmetric');
      return along(along(padded, [kernel.length, 1]), [1, kernel.length]);
    },
  };
});
