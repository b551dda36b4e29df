import { backend_util, util, type AvgPool3DGradAttrs, type AvgPoolGradAttrs } from '@tensorflow/tfjs-core';
import { flat, type WindowAxes, type WindowAxis } from './window-axis.js';

type Shape4D = [number, number, number, number];
type Shape5D = [number, number, number, number, number];

export interface Pooling {
  readonly batch: number;
  readonly channels: number;
  readonly axes: WindowAxes;
}

/** The windows of a 2D pooling (N, H, W, C). The output's size is dy's: TF.js drops the rounding mode on the way to a gradient. */
export const pooling2D = (input: number[], output: number[], { filterSize, strides, pad }: AvgPoolGradAttrs): Pooling => {
  const given = backend_util.computePool2DInfo(input as Shape4D, filterSize, strides, 1, pad);
  const onePixel = given.filterHeight === 1 && given.filterWidth === 1;
  const identity = onePixel && util.arraysEqual(input, output); // whatever its stride and padding: TF.js pools so
  const info = identity ? backend_util.computePool2DInfo(input as Shape4D, 1, 1, 1, 'valid') : given;
  const { top, left } = info.padInfo;
  return {
    batch: info.batchSize,
    channels: info.inChannels,
    axes: [
      flat,
      { input: info.inHeight, output: output[1]!, taps: info.filterHeight, dilation: 1, stride: info.strideHeight, before: top },
      { input: info.inWidth, output: output[2]!, taps: info.filterWidth, dilation: 1, stride: info.strideWidth, before: left },
    ],
  };
};

/** The windows of a 3D pooling (N, D, H, W, C). */
export const pooling3D = (input: number[], output: number[], { filterSize, strides, pad }: AvgPool3DGradAttrs): Pooling => {
  const info = backend_util.computePool3DInfo(input as Shape5D, filterSize, strides, 1, pad);
  const { front, top, left } = info.padInfo;
  return {
    batch: info.batchSize,
    channels: info.inChannels,
    axes: [
      { input: info.inDepth, output: output[1]!, taps: info.filterDepth, dilation: 1, stride: info.strideDepth, before: front },
      { input: info.inHeight, output: output[2]!, taps: info.filterHeight, dilation: 1, stride: info.strideHeight, before: top },
      { input: info.inWidth, output: output[3]!, taps: info.filterWidth, dilation: 1, stride: info.strideWidth, before: left },
    ],
  };
};

/** For each window along one axis, the part that lies on the input: from `start` to before `end`. */
const spans = ({ input, output, taps, stride, before }: WindowAxis) =>
  Array.from({ length: output }, (_, index) => {
    const first = index * stride - before;
    return { start: Math.max(0, first), end: Math.min(input, first + taps) };
  });

/** Calls `visit` for each window with its offset into the output and the offsets of its `count` real pixels into the input. */
export const forEachWindow = (
  { batch, channels, axes: [depth, height, width] }: Pooling,
  visit: (outputOffset: number, pixels: Int32Array, count: number) => void,
) => {
  const pixels = new Int32Array(depth.taps * height.taps * width.taps);
  const [planes, rows, columns] = [spans(depth), spans(height), spans(width)];
  let outputOffset = 0;
  for (let sample = 0; sample < batch; sample++) {
    for (const plane of planes) {
      for (const row of rows) {
        for (const column of columns) {
          let count = 0;
          for (let d = plane.start; d < plane.end; d++) {
            for (let h = row.start; h < row.end; h++) {
              const line = ((sample * depth.input + d) * height.input + h) * width.input;
              for (let w = column.start; w < column.end; w++) pixels[count++] = (line + w) * channels;
            }
          }
          visit(outputOffset, pixels, count);
          outputOffset += channels;
        }
      }
    }
  }
};
