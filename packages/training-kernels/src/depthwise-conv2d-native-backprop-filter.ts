import {
  DepthwiseConv2dNativeBackpropFilter,
  tensor,
  util,
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  type DepthwiseConv2dNativeBackpropFilterInputs,
} from '@tensorflow/tfjs-core';
import { depthwiseAxes, type Shape4D } from './depthwise-axes.js';
import { forEachTap } from './filter-taps.js';
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
  forEachTap(inputShape[0], depthwiseAxes([inputShape, dy.shape, filterShape], attributes), (inputPixel, dyPixel, tap) => {
    let at = dyPixel * outChannels;
    let to = tap * outChannels;
    for (let channel = 0; channel < channels; channel++) {
      const value = image[inputPixel * channels + channel]!;
      for (let m = 0; m < multiplier; m++) gradient[to++]! += value * outer[at++]!;
    }
  });
  return tensor(gradient, filterShape);
});
