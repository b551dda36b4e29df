import {
  backend_util,
  MaxPool,
  MaxPool3D,
  tensor,
  util,
  type MaxPool3DAttrs,
  type MaxPool3DInputs,
  type MaxPoolAttrs,
  type MaxPoolInputs,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { forEachWindow, pooling2D, pooling3D, type Pooling } from './pooling-windows.js';
import { trainingKernel } from './training-kernel.js';

/** The greatest real pixel of each window; NaN is passed over, as on the cpu backend. */
const maximum = (x: Tensor, shape: number[], pooling: Pooling) => {
  const values = x.dataSync();
  const greatest = new Float32Array(util.sizeFromShape(shape)).fill(-Infinity);
  forEachWindow(pooling, (outputOffset, pixels, count) => {
    for (let index = 0; index < count; index++) {
      const pixel = pixels[index]!;
      for (let channel = 0; channel < pooling.channels; channel++) {
        const value = values[pixel + channel]!;
        if (value > greatest[outputOffset + channel]!) greatest[outputOffset + channel] = value;
      }
    }
  });
  return tensor(greatest, shape);
};

export const maxPool = trainingKernel<{ inputs: MaxPoolInputs; attributes: MaxPoolAttrs }>(MaxPool, ({ x }, attributes) => {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const shape = x.shape as [number, number, number, number];
  const { outShape } = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  return maximum(x, outShape, pooling2D(shape, outShape, attributes));
});

export const maxPool3D = trainingKernel<{ inputs: MaxPool3DInputs; attributes: MaxPool3DAttrs }>(MaxPool3D, ({ x }, attributes) => {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const shape = x.shape as [number, number, number, number, number];
  const { outShape } = backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  return maximum(x, outShape, pooling3D(shape, outShape, attributes));
});
