import {
  backend_util,
  concat,
  conv2d,
  Conv2DBackpropFilter,
  matMul,
  pad,
  reshape,
  slice,
  transpose,
  type Conv2DBackpropFilterAttrs,
  type Conv2DBackpropFilterInputs,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { trainingKernel } from './training-kernel.js';

/** Where a filter lies on the image: before the first row and column, and between two positions. */
interface FilterPlacement {
  /** Height, width, input channels, output channels. */
  readonly filterShape: readonly [number, number, number, number];
  readonly strides: readonly [number, number];
  readonly top: number;
  readonly left: number;
}

/** Padding after the last row or column, so that the last window fits. */
const paddingAfter = (x: Tensor4D, dy: Tensor4D, { filterShape, strides, top, left }: FilterPlacement) => ({
  bottom: Math.max(0, (dy.shape[1] - 1) * strides[0] + filterShape[0] - x.shape[1] - top),
  right: Math.max(0, (dy.shape[2] - 1) * strides[1] + filterShape[1] - x.shape[2] - left),
});

/** dW as one convolution: channels take the place of the batch, dy that of the filter, the stride that of the dilation. */
const byConvolution = (x: Tensor4D, dy: Tensor4D, placement: FilterPlacement) => {
  const { filterShape, strides, top, left } = placement;
  const [filterHeight, filterWidth, channels, filters] = filterShape;
  const { bottom, right } = paddingAfter(x, dy, placement);
  const images = transpose(x, [3, 1, 2, 0]); // (C, H, W, N)
  const kernel = transpose(dy, [1, 2, 0, 3]); // (OH, OW, N, K)
  const padding: [number, number][] = [[0, 0], [top, bottom], [left, right], [0, 0]];
  const taps = conv2d(images, kernel, 1, padding as backend_util.ExplicitPadding, 'NHWC', [...strides]); // (C, ≥ R, ≥ S, K)
  return transpose(slice(taps, [0, 0, 0, 0], [channels, filterHeight, filterWidth, filters]), [1, 2, 0, 3]);
};

/** dW as one matrix product, of the image laid out once per filter tap, at stride 1. */
const byProduct = (x: Tensor4D, dy: Tensor4D, placement: FilterPlacement) => {
  const { filterShape, top, left } = placement;
  const [batch, height, width, channels] = x.shape;
  const [, outHeight, outWidth, filters] = dy.shape;
  const [filterHeight, filterWidth] = filterShape;
  const { bottom, right } = paddingAfter(x, dy, placement);
  const pixels = batch * outHeight * outWidth;
  const planes = reshape(transpose(reshape(x, [batch * height * width, channels])), [channels * batch, height, width]);
  const padded = pad(planes, [[0, 0], [top, bottom], [left, right]]);
  const taps: Tensor2D[] = [];
  for (let row = 0; row < filterHeight; row++) {
    for (let column = 0; column < filterWidth; column++) {
      const tap = slice(padded, [0, row, column], [channels * batch, outHeight, outWidth]);
      taps.push(reshape(tap, [channels, pixels]));
    }
  }
  return reshape(matMul(concat(taps, 0), reshape(dy, [pixels, filters])), [...filterShape]); // (R·S·C, P)·(P, K)
};

/** The gradient of a convolution by its filter (R, S, C, K), from the image (N, H, W, C) and dy (N, OH, OW, K). */
const filterGradient = (x: Tensor4D, dy: Tensor4D, placement: FilterPlacement): Tensor => {
  const { filterShape, strides } = placement;
  const dense = strides[0] === 1 && strides[1] === 1;
  const fewChannels = filterShape[2] <= 4 || filterShape[0] * filterShape[1] === 1; // where the product measured faster
  return dense && fewChannels ? byProduct(x, dy, placement) : byConvolution(x, dy, placement);
};

/**
 * dW[r, s, c, k] = Σ x[n, i·stride + r − top, j·stride + s − left, c] · dy[n, i, j, k] over n, i, j:
 * Goodfellow, Bengio, Courville, Deep Learning (2016), equation 9.11.
 */
export const conv2DBackpropFilter = trainingKernel<{ inputs: Conv2DBackpropFilterInputs; attributes: Conv2DBackpropFilterAttrs }>(
  Conv2DBackpropFilter,
  ({ x, dy }, { strides, pad: padding, dataFormat, filterShape }) => {
    const format = backend_util.convertConv2DDataFormat(dataFormat);
    const last = (tensor: Tensor) => (format === 'channelsLast' ? tensor : transpose(tensor, [0, 2, 3, 1])) as Tensor4D;
    const shape = x.shape as Tensor4D['shape'];
    const info = backend_util.computeConv2DInfo(shape, filterShape, strides, 1, padding, undefined, false, format);
    const { top, left } = info.padInfo;
    return filterGradient(last(x), last(dy), { filterShape, strides: [info.strideHeight, info.strideWidth], top, left });
  },
);
