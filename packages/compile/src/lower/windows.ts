import { backend_util } from '@tensorflow/tfjs-core';
import { sameShape, type Shape } from '@hourglass/core';
import { inputOf, type Node } from '../graph.js';
import type { OnnxName, OnnxWriter } from '../lowering.js';
import { UnloweredKernelError } from '../onnx/unlowered-kernel-error.js';
import { pad, type Padding } from './pad.js';
import { transpose } from './transpose.js';
import { scalar } from './typed.js';

export type DataFormat = 'NHWC' | 'NCHW';
type Pair = readonly [height: number, width: number];

/** How windows (of a filter or a pooling) lie on an image: what TensorFlow.js's attributes come to, in ONNX's words. */
export interface Windows {
  readonly batch: number;
  readonly input: Pair;
  readonly output: Pair;
  readonly channels: number;
  readonly outputChannels: number;
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly dilations: Pair;
  /** Above and left; below and right as far as the last window reaches. */
  readonly before: Pair;
  readonly after: Pair;
  /** How much of the image below and right no window covers. */
  readonly uncovered: Pair;
}

interface WindowAttrs {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dilations?: [number, number] | number | null;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

function windowsOf(info: backend_util.Conv2DInfo): Windows {
  const { inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth, padInfo } = info;
  /** How far the last window reaches beyond the image. */
  const beyond: Pair = [
    (outHeight - 1) * strideHeight + info.effectiveFilterHeight - padInfo.top - inHeight,
    (outWidth - 1) * strideWidth + info.effectiveFilterWidth - padInfo.left - inWidth,
  ];
  return {
    batch: info.batchSize,
    input: [inHeight, inWidth],
    output: [outHeight, outWidth],
    channels: info.inChannels,
    outputChannels: info.outChannels,
    kernel: [info.filterHeight, info.filterWidth],
    strides: [strideHeight, strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    before: [padInfo.top, padInfo.left],
    after: [Math.max(0, beyond[0]), Math.max(0, beyond[1])],
    uncovered: [Math.max(0, -beyond[0]), Math.max(0, -beyond[1])],
  };
}

/** @param filter (height, width, in, out), or (height, width, in, multiplier) where depthwise */
export function convolutionWindows(attrs: object, x: Shape, filter: Shape, depthwise = false): Windows {
  const { strides, pad, dilations, dimRoundingMode, dataFormat } = attrs as WindowAttrs & { dataFormat?: DataFormat };
  const format = backend_util.convertConv2DDataFormat(dataFormat ?? 'NHWC');
  return windowsOf(
    backend_util.computeConv2DInfo(x as Four, filter as Four, strides, dilations ?? 1, pad, dimRoundingMode, depthwise, format),
  );
}

/**
 * The windows of the convolution whose gradient a node computes.
 *
 * @throws UnloweredKernelError where dy is not of the size of the convolution's output: TensorFlow.js leaves how that was
 *   rounded out of some gradients, and then passes over a part of dy
 */
export function gradientWindows(node: Node, x: Shape, filter: Shape, depthwise = false): Windows {
  const windows = convolutionWindows(node.attrs, x, filter, depthwise);
  const { shape: dy } = inputOf(node, 'dy');
  const sides = node.attrs['dataFormat'] === 'NCHW' ? dy.slice(2) : dy.slice(1, 3);
  if (sameShape(sides, windows.output)) return windows;
  throw new UnloweredKernelError(node.kernel, `with gradients of (${sides}) for an output of (${windows.output})`);
}

type Four = [number, number, number, number];

/**
 * A pooling by windows of one pixel that keeps the shape gives its input, whatever its strides and padding: TensorFlow.js
 * pools so.
 *
 * @param output the shape of the result where it is known: a gradient's attributes leave out how it was rounded
 */
export function poolingWindows(attrs: object, x: Shape, output?: Shape): Windows {
  const { filterSize, strides, pad, dimRoundingMode, dataFormat } = attrs as WindowAttrs & {
    filterSize: [number, number] | number;
    dataFormat?: DataFormat;
  };
  const format = backend_util.convertConv2DDataFormat(dataFormat ?? 'NHWC');
  const [height, width] = dataFormat === 'NCHW' ? [2, 3] : [1, 2];
  const asked = backend_util.computePool2DInfo(x as Four, filterSize, strides, 1, pad, dimRoundingMode, format);
  const info = output ? { ...asked, outHeight: output[height]!, outWidth: output[width]! } : asked;
  const keeps = info.filterHeight === 1 && info.filterWidth === 1 && info.outHeight === x[height] && info.outWidth === x[width];
  return windowsOf(keeps ? backend_util.computePool2DInfo(x as Four, 1, 1, 1, 'valid', undefined, format) : info);
}

/** The attributes of `Conv` and the poolings. */
export const windowAttributes = ({ kernel, strides, before, after }: Windows) => ({
  kernel_shape: kernel,
  strides,
  pads: [...before, ...after],
});

/** Where a kernel has its channels. */
export const formatOf = ({ attrs }: Node): DataFormat => (attrs['dataFormat'] as DataFormat | undefined) ?? 'NHWC';

export const toChannelsFirst = (onnx: OnnxWriter, name: OnnxName, format: DataFormat = 'NHWC'): OnnxName =>
  format === 'NCHW' ? name : transpose(onnx, name, [0, 3, 1, 2]);

export const fromChannelsFirst = (onnx: OnnxWriter, name: OnnxName, format: DataFormat = 'NHWC'): OnnxName =>
  format === 'NCHW' ? name : transpose(onnx, name, [0, 2, 3, 1]);

/** For each tap of the window, the strided part of the padded image that it sees, in the order of the filter's rows and columns. */
export function taps(onnx: OnnxWriter, x: OnnxName, windows: Windows, axes: Pair): OnnxName[] {
  const { kernel, strides, dilations, output, before, after } = windows;
  const paddings = Array.from({ length: 4 }, (_, axis): Padding => {
    const side = axes.indexOf(axis);
    return side < 0 ? [0, 0] : [before[side]!, after[side]!];
  });
  const padded = pad(onnx, x, paddings, scalar(onnx, 0));
  return Array.from({ length: kernel[0] * kernel[1] }, (_, tap) => {
    const begin = [Math.floor(tap / kernel[1]) * dilations[0], (tap % kernel[1]) * dilations[1]];
    const end = begin.map((first, i) => first + (output[i]! - 1) * strides[i]! + 1);
    return onnx.node('Slice', [padded, onnx.vector(begin), onnx.vector(end), onnx.vector(axes), onnx.vector(strides)]);
  });
}
