import {
  DepthwiseConv2dNativeBackpropInput,
  tensor,
  util,
  type DepthwiseConv2dNativeBackpropInputAttrs,
  type DepthwiseConv2dNativeBackpropInputInputs,
} from '@tensorflow/tfjs-core';
import { depthwiseAxes, type Shape4D } from './depthwise-axes.js';
import { filterTaps } from './filter-taps.js';
import { trainingKernel } from './training-kernel.js';

/** dx[n, i·stride + r·dilation − top, …, c] += dy[n, i, j, c·M + m] · W[r, s, c, m], over i, j, r, s, m. */
export const depthwiseConv2dNativeBackpropInput = trainingKernel<{
  inputs: DepthwiseConv2dNativeBackpropInputInputs;
  attributes: DepthwiseConv2dNativeBackpropInputAttrs;
}>(DepthwiseConv2dNativeBackpropInput, ({ dy, filter }, { inputShape, ...attributes }) => {
  const filterShape = filter.shape as Shape4D;
  const [, , channels, multiplier] = filterShape;
  const outChannels = channels * multiplier;
  const outer = dy.dataSync();
  const weights = filter.dataSync();
  const gradient = new Float32Array(util.sizeFromShape(inputShape));
  const { bases, plane } = filterTaps(inputShape[0], depthwiseAxes([inputShape, dy.shape, filterShape], attributes));
  for (const { input, output, tap } of bases) {
    for (let index = 0; index < plane.length; index += 3) {
      const to = (input + plane[index]!) * channels;
      let at = (output + plane[index + 1]!) * outChannels;
      let weight = (tap + plane[index + 2]!) * outChannels;
      for (let channel = 0; channel < channels; channel++) {
        for (let m = 0; m < multiplier; m++) gradient[to + channel]! += outer[at++]! * weights[weight++]!;
      }
    }
  }
  return tensor(gradient, inputShape);
});
