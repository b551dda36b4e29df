import { backend_util, type DepthwiseConv2dNativeBackpropFilterAttrs } from '@tensorflow/tfjs-core';
import { flat, type WindowAxes } from './window-axis.js';

export type Shape4D = [number, number, number, number];

/** How a depthwise filter moves over its images. The output's size is dy's. */
export const depthwiseAxes = (
  [input, output, filter]: readonly [Shape4D, number[], Shape4D],
  { strides, dilations, pad }: Omit<DepthwiseConv2dNativeBackpropFilterAttrs, 'filterShape'>,
): WindowAxes => {
  const info = backend_util.computeConv2DInfo(input, filter, strides, dilations, pad, undefined, true);
  const { padInfo, strideHeight, strideWidth, dilationHeight, dilationWidth } = info;
  return [
    flat,
    { input: input[1], output: output[1]!, taps: filter[0], dilation: dilationHeight, stride: strideHeight, before: padInfo.top },
    { input: input[2], output: output[2]!, taps: filter[1], dilation: dilationWidth, stride: strideWidth, before: padInfo.left },
  ];
};
