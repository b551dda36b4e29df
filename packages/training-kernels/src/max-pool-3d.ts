import { backend_util, MaxPool3D, tensor, util, type MaxPool3DAttrs, type MaxPool3DInputs } from '@tensorflow/tfjs-core';
import { forEachWindow, pooling3D } from './pooling-windows.js';
import { trainingKernel } from './training-kernel.js';

/** The greatest real pixel of each window (N, D, H, W, C). */
export const maxPool3D = trainingKernel<{ inputs: MaxPool3DInputs; attributes: MaxPool3DAttrs }>(MaxPool3D, ({ x }, attributes) => {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const shape = x.shape as [number, number, number, number, number];
  const { outShape } = backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const pooling = pooling3D(shape, outShape, attributes);
  const values = x.dataSync();
  const greatest = new Float32Array(util.sizeFromShape(outShape)).fill(-Infinity);
  forEachWindow(pooling, (outputOffset, pixels, count) => {
    for (let index = 0; index < count; index++) {
      const pixel = pixels[index]!;
      for (let channel = 0; channel < pooling.channels; channel++) {
        greatest[outputOffset + channel] = Math.max(greatest[outputOffset + channel]!, values[pixel + channel]!);
      }
    }
  });
  return tensor(greatest, outShape);
});
