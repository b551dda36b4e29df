import { inputOf } from '../graph.js';
import type { Lowering, Lowerings } from '../lowering.js';
import { depthwiseFilter } from './convolution.js';
import { reshape } from './reshape.js';
import { fromChannelsFirst, gradientWindows, taps, toChannelsFirst } from './windows.js';

const inputGradient: Lowering = (node, onnx) => {
  const [dy, filter] = [inputOf(node, 'dy'), inputOf(node, 'filter')];
  const windows = gradientWindows(node, node.attrs['inputShape'] as number[], filter.shape, true);
  const weights = depthwiseFilter(onnx, onnx.name(filter), filter.shape);
  const dx = onnx.node('ConvTranspose', [toChannelsFirst(onnx, onnx.name(dy)), weights], {
    kernel_shape: windows.kernel,
    strides: windows.strides,
    dilations: windows.dilations,
    pads: [...windows.before, ...windows.after],
    output_padding: windows.uncovered,
    group: windows.channels,
  });
  return fromChannelsFirst(onnx, dx);
};

/** For each tap, the sum over images and pixels of what it saw times dy. */
const filterGradient: Lowering = (node, onnx) => {
  const [x, dy] = [inputOf(node, 'x'), inputOf(node, 'dy')];
  const filterShape = node.attrs['filterShape'] as number[];
  const windows = gradientWindows(node, x.shape, filterShape, true);
  const { batch, output, channels } = windows;
  const split = [batch, ...output, channels, filterShape[3]!];
  const gradient = reshape(onnx, onnx.name(dy), dy.shape, split);
  const sums = taps(onnx, onnx.name(x), windows, [1, 2]).map((slice) => {
    const seen = reshape(onnx, slice, [batch, ...output, channels], split.with(4, 1));
    const sum = onnx.node('ReduceSum', [onnx.node('Mul', [seen, gradient]), onnx.vector([0, 1, 2])], { keepdims: 0 });
    return reshape(onnx, sum, filterShape.slice(2), [1, ...filterShape.slice(2)]);
  });
  const joined = sums.length === 1 ? sums[0]! : onnx.node('Concat', sums, { axis: 0 });
  return reshape(onnx, joined, [sums.length, ...filterShape.slice(2)], filterShape);
};

export const depthwiseGradientLowerings: Lowerings = {
  DepthwiseConv2dNativeBackpropInput: inputGradient,
  DepthwiseConv2dNativeBackpropFilter: filterGradient,
};
