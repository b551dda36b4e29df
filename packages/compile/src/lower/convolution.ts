import { inputOf, type Node } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { activate, optionalInput } from './activation.js';
import { reshape } from './reshape.js';
import { transpose } from './transpose.js';
import { outputOf } from './typed.js';
import { convolutionWindows, fromChannelsFirst, toChannelsFirst, windowAttributes, type DataFormat } from './windows.js';

/** (height, width, in, multiplier) as ONNX's (in · multiplier, 1, height, width). */
export function depthwiseFilter(onnx: OnnxWriter, filter: OnnxName, shape: readonly number[]): OnnxName {
  const [height, width, channels, multiplier] = shape as [number, number, number, number];
  const split = [channels, multiplier, height, width];
  return reshape(onnx, transpose(onnx, filter, [2, 3, 0, 1]), split, [channels * multiplier, 1, height, width]);
}

/** `Conv` with the bias inside, in NCHW. */
function convolution(node: Node, onnx: OnnxWriter, depthwise: boolean, bias: OnnxName | undefined): OnnxName {
  const [x, filter] = [inputOf(node, 'x'), inputOf(node, 'filter')];
  const windows = convolutionWindows(node.attrs, x.shape, filter.shape, depthwise);
  const weights = depthwise
    ? depthwiseFilter(onnx, onnx.name(filter), filter.shape)
    : transpose(onnx, onnx.name(filter), [3, 2, 0, 1]);
  const image = toChannelsFirst(onnx, onnx.name(x), node.attrs['dataFormat'] as DataFormat);
  return onnx.node('Conv', [image, weights, ...(bias === undefined ? [] : [bias])], {
    ...windowAttributes(windows),
    dilations: windows.dilations,
    group: depthwise ? windows.channels : 1,
  });
}

const plain =
  (depthwise: boolean): Lowering =>
  (node, onnx) =>
    fromChannelsFirst(onnx, convolution(node, onnx, depthwise, undefined), node.attrs['dataFormat'] as DataFormat);

const fused =
  (depthwise: boolean): Lowering =>
  (node, onnx) => {
    const format = node.attrs['dataFormat'] as DataFormat;
    const channels = outputOf(node).shape.at(format === 'NCHW' ? 1 : 3)!;
    const bias = optionalInput(node, 'bias');
    const single = bias?.shape.at(-1) === channels && bias.shape.length === 1;
    const sum = convolution(node, onnx, depthwise, single ? onnx.name(bias) : undefined);
    const prelu = optionalInput(node, 'preluActivationWeights');
    // A bias or slopes of other shapes broadcast in the format of the image.
    if ((bias && !single) || prelu) {
      const image = fromChannelsFirst(onnx, sum, format);
      const added = bias && !single ? onnx.node('Add', [image, onnx.name(bias)]) : image;
      return activate(onnx, added, node, prelu && onnx.name(prelu));
    }
    return fromChannelsFirst(onnx, activate(onnx, sum, node, undefined), format);
  };

export const convolutionLowerings: Lowerings = {
  Conv2D: plain(false),
  FusedConv2D: fused(false),
  DepthwiseConv2dNative: plain(true),
  FusedDepthwiseConv2D: fused(true),
};
