import { inputOf, type Node, type Value } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { activate, optionalInput } from './activation.js';
import { always, flipped, isDense, lowerBy, oppositePads, type Formulated, type Formulations } from './formulation.js';
import { reshape } from './reshape.js';
import { transpose } from './transpose.js';
import { outputOf } from './typed.js';
import { convolutionWindows, formatOf, fromChannelsFirst, toChannelsFirst, windowAttributes } from './windows.js';

/** (height, width, in, multiplier) as ONNX's (in · multiplier, 1, height, width). */
export function depthwiseFilter(onnx: OnnxWriter, filter: OnnxName, shape: readonly number[]): OnnxName {
  const [height, width, channels, multiplier] = shape as [number, number, number, number];
  const split = [channels, multiplier, height, width];
  return reshape(onnx, transpose(onnx, filter, [2, 3, 0, 1]), split, [channels * multiplier, 1, height, width]);
}

/** The image in NCHW, and the bias of the channels where there is one. */
const operands = (node: Node, onnx: OnnxWriter) => {
  const bias = channelBias(node);
  const image = toChannelsFirst(onnx, onnx.name(inputOf(node, 'x')), formatOf(node));
  return { image, bias: bias ? [onnx.name(bias)] : [] };
};

/** The bias if it has one number for each channel, which ONNX adds as well; others broadcast in the format of the image. */
function channelBias(node: Node): Value | undefined {
  const bias = optionalInput(node, 'bias');
  const channels = outputOf(node).shape[formatOf(node) === 'NCHW' ? 1 : 3];
  return bias?.shape.length === 1 && bias.shape[0] === channels ? bias : undefined;
}

/** A convolution with its bias. */
const convolutionFormulations = {
  /** `Conv`. */
  direct: {
    holds: always,
    lower: (node, onnx, windows) => {
      const { image, bias } = operands(node, onnx);
      const weights = transpose(onnx, onnx.name(inputOf(node, 'filter')), [3, 2, 0, 1]);
      const y = onnx.node('Conv', [image, weights, ...bias], { ...windowAttributes(windows), dilations: windows.dilations });
      return fromChannelsFirst(onnx, y, formatOf(node));
    },
  },
  /** `ConvTranspose` by the filter flipped in height and width, which is a product of matrices: for few channels out. */
  transposed: {
    holds: isDense,
    lower: (node, onnx, windows) => {
      const { image, bias } = operands(node, onnx);
      const weights = flipped(onnx, transpose(onnx, onnx.name(inputOf(node, 'filter')), [2, 3, 0, 1]), [2, 3]);
      const y = onnx.node('ConvTranspose', [image, weights, ...bias], { kernel_shape: windows.kernel, pads: oppositePads(windows) });
      return fromChannelsFirst(onnx, y, formatOf(node));
    },
  },
} as const satisfies Formulations;

export const convolution: Formulated = {
  formulations: convolutionFormulations,
  windowsOf: (node) => convolutionWindows(node.attrs, inputOf(node, 'x').shape, inputOf(node, 'filter').shape),
  likely: (windows) => (isDense(windows) && windows.outputChannels === 1 && windows.channels >= 8 ? 'transposed' : 'direct'),
};

const depthwise: Lowering = (node, onnx) => {
  const filter = inputOf(node, 'filter');
  const windows = convolutionWindows(node.attrs, inputOf(node, 'x').shape, filter.shape, true);
  const { image, bias } = operands(node, onnx);
  const y = onnx.node('Conv', [image, depthwiseFilter(onnx, onnx.name(filter), filter.shape), ...bias], {
    ...windowAttributes(windows),
    dilations: windows.dilations,
    group: windows.channels,
  });
  return fromChannelsFirst(onnx, y, formatOf(node));
};

const plain: Lowering = (node, onnx) => lowerBy(convolution, node, onnx);

/** What is left to do after the convolution: a bias of another shape, and the activation. */
const activated =
  (convolve: Lowering): Lowering =>
  (node, onnx) => {
    const sum = convolve(node, onnx) as OnnxName;
    const bias = channelBias(node) ? undefined : optionalInput(node, 'bias');
    const prelu = optionalInput(node, 'preluActivationWeights');
    return activate(onnx, bias ? onnx.node('Add', [sum, onnx.name(bias)]) : sum, node, prelu && onnx.name(prelu));
  };

export const convolutionLowerings: Lowerings = {
  Conv2D: plain,
  FusedConv2D: activated(plain),
  DepthwiseConv2dNative: depthwise,
  FusedDepthwiseConv2D: activated(depthwise),
};
