import {
  MaxPool3DGrad,
  MaxPoolGrad,
  tensor,
  type MaxPool3DGradAttrs,
  type MaxPool3DGradInputs,
  type MaxPoolGradAttrs,
  type MaxPoolGradInputs,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { forEachWindow, pooling2D, pooling3D, type Pooling } from './pooling-windows.js';
import { trainingKernel } from './training-kernel.js';

/** The first greatest pixel of a window receives its dy. */
const maximumGradient = (input: Tensor, dy: Tensor, pooling: Pooling) => {
  const { channels } = pooling;
  const values = input.dataSync();
  const outer = dy.dataSync();
  const gradient = new Float32Array(input.size);
  forEachWindow(pooling, (dyOffset, pixels, count) => {
    if (count === 0) return;
    for (let channel = 0; channel < channels; channel++) {
      let greatest = pixels[0]! + channel;
      for (let index = 1; index < count; index++) {
        const pixel = pixels[index]! + channel;
        if (values[pixel]! > values[greatest]!) greatest = pixel;
      }
      gradient[greatest]! += outer[dyOffset + channel]!;
    }
  });
  return tensor(gradient, input.shape);
};

export const maxPoolGrad = trainingKernel<{ inputs: MaxPoolGradInputs; attributes: MaxPoolGradAttrs }>(MaxPoolGrad, ({ dy, input }, attributes) =>
  maximumGradient(input, dy, pooling2D(input.shape, dy.shape, attributes)),
);

export const maxPool3DGrad = trainingKernel<{ inputs: MaxPool3DGradInputs; attributes: MaxPool3DGradAttrs }>(MaxPool3DGrad, ({ dy, input }, attributes) =>
  maximumGradient(input, dy, pooling3D(input.shape, dy.shape, attributes)),
);
