import {
  image,
  ResizeNearestNeighborGrad,
  type ResizeNearestNeighborAttrs,
  type ResizeNearestNeighborGradInputs,
} from '@tensorflow/tfjs-core';
import { resizeGradient } from './resize-gradient.js';
import { trainingKernel } from './training-kernel.js';

/** The gradient of nearest resizing: each output's dy goes to the one pixel it was copied from. */
export const resizeNearestNeighborGrad = trainingKernel<{ inputs: ResizeNearestNeighborGradInputs; attributes: ResizeNearestNeighborAttrs }>(
  ResizeNearestNeighborGrad,
  ({ images, dy }, { alignCorners, halfPixelCenters }) =>
    resizeGradient(images, dy, (input, size) => image.resizeNearestNeighbor(input, size, alignCorners, halfPixelCenters)),
);
