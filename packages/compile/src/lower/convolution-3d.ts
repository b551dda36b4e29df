import type { Shape } from '@hourglass/core';
import { inputOf } from '../graph.js';
import type { Lowering, Lowerings } from '../lowering.js';
import { transpose } from './transpose.js';
import { outputOf } from './typed.js';
import { channelsFirst, channelsLast, convolutionVolumes, volumeAttributes } from './volumes.js';

const outermost = [4, 3, 0, 1, 2];

const convolution: Lowering = (node, onnx) => {
  const [x, filter] = [inputOf(node, 'x'), inputOf(node, 'filter')];
  const windows = convolutionVolumes(node, x.shape, filter.shape, outputOf(node).shape);
  const weights = transpose(onnx, onnx.name(filter), outermost);
  const attributes = { ...volumeAttributes(windows), dilations: windows.dilations };
  return channelsLast(onnx, onnx.node('Conv', [channelsFirst(onnx, node, 'x'), weights], attributes));
};

const inputGradient: Lowering = (node, onnx) => {
  const [dy, filter] = [inputOf(node, 'dy'), inputOf(node, 'filter')];
  const windows = convolutionVolumes(node, node.attrs['inputShape'] as Shape, filter.shape, dy.shape);
  const weights = transpose(onnx, onnx.name(filter), outermost);
  const attributes = { ...volumeAttributes(windows), output_padding: windows.uncovered };
  return channelsLast(onnx, onnx.node('ConvTranspose', [channelsFirst(onnx, node, 'dy'), weights], attributes));
};

/** `Conv` of x by dy, with batch and channels of both swapped. */
const filterGradient: Lowering = (node, onnx) => {
  const [x, dy] = [inputOf(node, 'x'), inputOf(node, 'dy')];
  const { output, strides, kernel, before, after } = convolutionVolumes(node, x.shape, node.attrs['filterShape'] as Shape, dy.shape);
  const swapped = (name: string) => transpose(onnx, channelsFirst(onnx, node, name), [1, 0, 2, 3, 4]);
  const dw = onnx.node('Conv', [swapped('x'), swapped('dy')], { kernel_shape: output, dilations: strides, pads: [...before, ...after] });
  const cut = onnx.node('Slice', [dw, onnx.vector([0, 0, 0]), onnx.vector(kernel), onnx.vector([2, 3, 4])]);
  return transpose(onnx, cut, [2, 3, 4, 0, 1]);
};

export const convolution3DLowerings: Lowerings = {
  Conv3D: convolution,
  Conv3DBackpropInputV2: inputGradient,
  Conv3DBackpropFilterV2: filterGradient,
};
