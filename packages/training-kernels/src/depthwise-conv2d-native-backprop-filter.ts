import {
  DepthwiseConv2dNativeBackpropFilter,
  tensor,
  util,
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  type DepthwiseConv2dNativeBackpropFilterInputs,
} from '@tensorflow/tfjs-core';
import { depthwiseAxes, type Shape4D } from './depthwise-axes.js';
import { filterTaps } from './filter-taps.js';
import { trainingKernel } from './training-kernel.js';

/** dW[r, s, c, m] = Σ x[n, i·stride + r·dilation − top, …, c] · dy[n, i, j, c·M + m] over n, i, j. */
export const depthwiseConv2dNativeBackpropFilter = trainingKernel<{
  inputs: DepthwiseConv2dNativeBackpropFilterInputs;
  attributes: DepthwiseConv2dNativeBackpropFilterAttrs;
}>(DepthwiseConv2dNativeBackpropFilter, ({ x, dy }, { filterShape, ...attributes }) => {
  const inputShape = x.shape as Shape4D;
  const [, , channels, multiplier] = filterShape;
  const outChannels = channels * multiplier;
  const image = x.dataSync();
  const outer = dy.dataSync();
  const gradient = new Float32Array(util.sizeFromShape(filterShape));
  const { bases, plane } = filterTaps(inputShape[0], depthwiseAxes([inputShape, dy.shape, filterShape], attributes));
  for (const { input, output, tap } of bases) {
    for (let index = 0; index < plane.length; index += 3) {
      const from = (input + plane[index]!) * channels;
      let at = (output + plane[index + 1]!) * outChannels;
      let to = (tap + plane[index + 2]!) * outChannels;
      for (let channel = 0; channel < channels; channel++) {
        const value = image[from + channel]!;
        for (let m = 0; m < multiplier; m++) gradient[to++]! += value * outer[at++]!;
      }
    }
  }
  return tensor(gradient, filterShape);
});
