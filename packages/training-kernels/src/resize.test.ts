import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { adjointError, gradientError, onBackends, values } from '../test-kit/gradient-checks.js';

const modes = [
  { alignCorners: false, halfPixelCenters: false },
  { alignCorners: true, halfPixelCenters: false },
  { alignCorners: false, halfPixelCenters: true },
];
const sizes: [number, number][] = [[8, 8], [5, 7], [3, 2], [4, 4], [1, 9]];
const cases = modes.flatMap((mode) => sizes.map((size) => ({ size, ...mode })));
const resizers = { nearest: tf.image.resizeNearestNeighbor, bilinear: tf.image.resizeBilinear };

onBackends(() => {
  for (const [name, resize] of Object.entries(resizers)) {
    it.each(cases)(`the gradient of ${name} resizing agrees with finite differences: %j`, ({ size, alignCorners, halfPixelCenters }) => {
      const op = (x: tf.Tensor) => resize(x as tf.Tensor4D, size, alignCorners, halfPixelCenters);
      expect(gradientError(op, values([3, 4, 4, 2]))).toBeLessThan(2e-3);
    });

    it(`the gradient of ${name} resizing is that of a linear map, whatever the sizes`, () => {
      const side = fc.integer({ min: 1, max: 13 });
      fc.assert(
        fc.property(fc.tuple(side, side, side, side), fc.constantFrom(...modes), ([height, width, outHeight, outWidth], mode) => {
          const op = (x: tf.Tensor) => resize(x as tf.Tensor4D, [outHeight, outWidth], mode.alignCorners, mode.halfPixelCenters);
          return adjointError(op, values([2, height, width, 3])) < 1e-3;
        }),
        { numRuns: 60, seed: 7 },
      );
    });
  }
});
