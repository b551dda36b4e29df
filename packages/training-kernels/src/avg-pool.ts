import { AvgPool, backend_util, tensor, util, type AvgPoolAttrs, type AvgPoolInputs } from '@tensorflow/tfjs-core';
import { forEachWindow, pooling2D } from './pooling-windows.js';
import { trainingKernel } from './training-kernel.js';

/** The mean of the real pixels of each window; NaN where there are none, as on the cpu backend. */
export const avgPool = trainingKernel<{ inputs: AvgPoolInputs; attributes: AvgPoolAttrs }>(AvgPool, ({ x }, attributes) => {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const shape = x.shape as [number, number, number, number];
  const { outShape } = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const values = x.dataSync();
  const means = new Float32Array(util.sizeFromShape(outShape));
  const pooling = pooling2D(shape, outShape, attributes);
  forEachWindow(pooling, (outputOffset, pixels, count) => {
    for (let channel = 0; channel < pooling.channels; channel++) {
      let sum = 0;
      for (let index = 0; index < count; index++) sum += values[pixels[index]! + channel]!;
      means[outputOffset + channel] = sum / count;
    }
  });
  return tensor(means, outShape);
});
