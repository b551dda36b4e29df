import { backend_util } from '@tensorflow/tfjs-core';
import type { WindowAxes } from './window-axis.js';

export type Shape5D = [number, number, number, number, number];

/** How the filter (T, R, S, C, K) of a 3D convolution moves over volumes (N, D, H, W, C). */
export const conv3DAxes = (
  [input, filter]: readonly [Shape5D, Shape5D],
  { strides, pad }: { strides: number | [number, number, number]; pad: 'valid' | 'same' },
): WindowAxes => {
  const info = backend_util.computeConv3DInfo(input, filter, strides, 1, pad);
  const { front, top, left } = info.padInfo;
  return [
    { input: input[1], output: info.outDepth, taps: filter[0], dilation: 1, stride: info.strideDepth, before: front },
    { input: input[2], output: info.outHeight, taps: filter[1], dilation: 1, stride: info.strideHeight, before: top },
    { input: input[3], output: info.outWidth, taps: filter[2], dilation: 1, stride: info.strideWidth, before: left },
  ];
};
