import { image, ResizeBilinearGrad, type ResizeBilinearAttrs, type ResizeBilinearGradInputs } from '@tensorflow/tfjs-core';
import { resizeGradient } from './resize-gradient.js';
import { trainingKernel } from './training-kernel.js';

/** The gradient of bilinear resizing: each output's dy is shared among the pixels it was mixed of, by their weights. */
export const resizeBilinearGrad = trainingKernel<{ inputs: ResizeBilinearGradInputs; attributes: ResizeBilinearAttrs }>(
  ResizeBilinearGrad,
  ({ images, dy }, { alignCorners, halfPixelCenters }) =>
    resizeGradient(images, dy, (input, size) => image.resizeBilinear(input, size, alignCorners, halfPixelCenters)),
);
