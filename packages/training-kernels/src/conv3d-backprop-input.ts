import {
  Conv3DBackpropInputV2,
  tensor,
  util,
  type Conv3DBackpropInputV2Attrs,
  type Conv3DBackpropInputV2Inputs,
} from '@tensorflow/tfjs-core';
import { conv3DAxes, type Shape5D } from './conv3d-axes.js';
import { filterTaps } from './filter-taps.js';
import { trainingKernel } from './training-kernel.js';

/** dx[n, d·stride + t − front, …, c] += dy[n, d, i, j, k] · W[t, r, s, c, k], over d, i, j, t, r, s, k. */
export const conv3DBackpropInput = trainingKernel<{
  inputs: Conv3DBackpropInputV2Inputs;
  attributes: Conv3DBackpropInputV2Attrs;
}>(Conv3DBackpropInputV2, ({ dy, filter }, { inputShape, ...attributes }) => {
  const filterShape = filter.shape as Shape5D;
  const [, , , channels, filters] = filterShape;
  const outer = dy.dataSync();
  const weights = filter.dataSync();
  const gradient = new Float32Array(util.sizeFromShape(inputShape));
  const { bases, plane } = filterTaps(inputShape[0], conv3DAxes([inputShape, filterShape], attributes));
  for (const { input, output, tap } of bases) {
    for (let index = 0; index < plane.length; index += 3) {
      const to = (input + plane[index]!) * channels;
      const at = (output + plane[index + 1]!) * filters;
      let weight = (tap + plane[index + 2]!) * channels * filters;
      for (let channel = 0; channel < channels; channel++) {
        for (let k = 0; k < filters; k++) gradient[to + channel]! += outer[at + k]! * weights[weight++]!;
      }
    }
  }
  return tensor(gradient, inputShape);
});
