import {
  Conv3DBackpropFilterV2,
  tensor,
  util,
  type Conv3DBackpropFilterV2Attrs,
  type Conv3DBackpropFilterV2Inputs,
} from '@tensorflow/tfjs-core';
import { conv3DAxes, type Shape5D } from './conv3d-axes.js';
import { filterTaps } from './filter-taps.js';
import { trainingKernel } from './training-kernel.js';

/** dW[t, r, s, c, k] = Σ x[n, d·stride + t − front, …, c] · dy[n, d, i, j, k] over n, d, i, j. */
export const conv3DBackpropFilter = trainingKernel<{
  inputs: Conv3DBackpropFilterV2Inputs;
  attributes: Conv3DBackpropFilterV2Attrs;
}>(Conv3DBackpropFilterV2, ({ x, dy }, { filterShape, ...attributes }) => {
  const [, , , channels, filters] = filterShape;
  const volume = x.dataSync();
  const outer = dy.dataSync();
  const gradient = new Float32Array(util.sizeFromShape(filterShape));
  const inputShape = x.shape as Shape5D;
  const { bases, plane } = filterTaps(inputShape[0], conv3DAxes([inputShape, filterShape], attributes));
  for (const { input, output, tap } of bases) {
    for (let index = 0; index < plane.length; index += 3) {
      const from = (input + plane[index]!) * channels;
      const at = (output + plane[index + 1]!) * filters;
      let to = (tap + plane[index + 2]!) * channels * filters;
      for (let channel = 0; channel < channels; channel++) {
        const value = volume[from + channel]!;
        for (let filter = 0; filter < filters; filter++) gradient[to++]! += value * outer[at + filter]!;
      }
    }
  }
  return tensor(gradient, filterShape);
});
