import {
  DepthwiseConv2dNativeBackpropInput,
  tensor,
  util,
  type DepthwiseConv2dNativeBackpropInputAttrs,
  type DepthwiseConv2dNativeBackpropInputInputs,
} from '@tensorflow/tfjs-core';
import { depthwiseAxes, type Shape4D } from './depthwise-axes.js';
import { forEachTap } from './filter-taps.js';
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
  forEachTap(inputShape[0], depthwiseAxes([inputShape, dy.shape, filterShape], attributes), (inputPixel, dyPixel, tap) => {
    let at = dyPixel * outChannels;
    let weight = tap * outChannels;
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0;
      for (let m = 0; m < multiplier; m++) sum += outer[at++]! * weights[weight++]!;
      gradient[inputPixel * channels + channel]! += sum;
    }
  });
  return tensor(gradient, inputShape);
});
