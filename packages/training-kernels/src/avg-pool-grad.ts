import {
  AvgPool3DGrad,
  AvgPoolGrad,
  tensor,
  type AvgPool3DGradAttrs,
  type AvgPool3DGradInputs,
  type AvgPoolGradAttrs,
  type AvgPoolGradInputs,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { forEachWindow, pooling2D, pooling3D, type Pooling } from './pooling-windows.js';
import { trainingKernel } from './training-kernel.js';

/** Each pixel of a window receives dy / (the number of real pixels in the window), which is what the forward pass divides by. */
const averageGradient = (input: Tensor, dy: Tensor, pooling: Pooling) => {
  const { channels } = pooling;
  const outer = dy.dataSync();
  const gradient = new Float32Array(input.size);
  forEachWindow(pooling, (dyOffset, pixels, count) => {
    for (let index = 0; index < count; index++) {
      const pixel = pixels[index]!;
      for (let channel = 0; channel < channels; channel++) gradient[pixel + channel]! += outer[dyOffset + channel]! / count;
    }
  });
  return tensor(gradient, input.shape);
};

export const avgPoolGrad = trainingKernel<{ inputs: AvgPoolGradInputs; attributes: AvgPoolGradAttrs }>(AvgPoolGrad, ({ dy, input }, attributes) =>
  averageGradient(input, dy, pooling2D(input.shape, dy.shape, attributes)),
);

export const avgPool3DGrad = trainingKernel<{ inputs: AvgPool3DGradInputs; attributes: AvgPool3DGradAttrs }>(AvgPool3DGrad, ({ dy, input }, attributes) =>
  averageGradient(input, dy, pooling3D(input.shape, dy.shape, attributes)),
);
