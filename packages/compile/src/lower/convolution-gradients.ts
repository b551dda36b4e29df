import { inputOf, type Node } from '../graph.js';
import type { Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { always, flipped, isDense, lowerBy, oppositePads, type Formulated, type Formulations } from './formulation.js';
import { reshape } from './reshape.js';
import { transpose } from './transpose.js';
import { formatOf, fromChannelsFirst, gradientWindows, taps, toChannelsFirst } from './windows.js';

const first = (onnx: OnnxWriter, node: Node, name: string) => toChannelsFirst(onnx, onnx.name(inputOf(node, name)), formatOf(node));

/** The gradient of the input. */
const inputFormulations = {
  /** `ConvTranspose` of dy by the filter. */
  transposed: {
    holds: always,
    lower: (node, onnx, { strides, dilations, kernel, before, after, uncovered }) => {
      const weights = transpose(onnx, onnx.name(inputOf(node, 'filter')), [3, 2, 0, 1]);
      const dx = onnx.node('ConvTranspose', [first(onnx, node, 'dy'), weights], {
        kernel_shape: kernel,
        strides,
        dilations,
        pads: [...before, ...after],
        output_padding: uncovered,
      });
      return fromChannelsFirst(onnx, dx, formatOf(node));
    },
  },
  /** `Conv` of dy by the filter flipped in height and width, its channels swapped. */
  flipped: {
    holds: isDense,
    lower: (node, onnx, windows) => {
      const weights = flipped(onnx, transpose(onnx, onnx.name(inputOf(node, 'filter')), [2, 3, 0, 1]), [2, 3]);
      const dx = onnx.node('Conv', [first(onnx, node, 'dy'), weights], { kernel_shape: windows.kernel, pads: oppositePads(windows) });
      return fromChannelsFirst(onnx, dx, formatOf(node));
    },
  },
} as const satisfies Formulations;

/** The gradient of the filter. */
const filterFormulations = {
  /** `Conv` of x by dy, with batch and channels of both swapped. */
  convolution: {
    holds: always,
    lower: (node, onnx, { output, strides, dilations, kernel, before, after }) => {
      const [x, dy] = [transpose(onnx, first(onnx, node, 'x'), [1, 0, 2, 3]), transpose(onnx, first(onnx, node, 'dy'), [1, 0, 2, 3])];
      const pads = [...before, ...after];
      const dw = onnx.node('Conv', [x, dy], { kernel_shape: output, strides: dilations, dilations: strides, pads });
      const cut = onnx.node('Slice', [dw, onnx.vector([0, 0]), onnx.vector(kernel), onnx.vector([2, 3])]);
      return transpose(onnx, cut, [2, 3, 0, 1]);
    },
  },
  /** Slices of x for each tap, in one `MatMul` with dy for each image, summed over the images. */
  batched: {
    holds: always,
    lower: (node, onnx, windows) => {
      const { batch, output, kernel, channels, outputChannels } = windows;
      const slices = taps(onnx, first(onnx, node, 'x'), windows, [2, 3]);
      const pixels = output[0] * output[1];
      const width = slices.length * channels;
      const rows = reshape(onnx, joined(onnx, slices, 1), [batch, width, ...output], [batch, width, pixels]);
      const flat = reshape(onnx, first(onnx, node, 'dy'), [batch, outputChannels, ...output], [batch, outputChannels, pixels]);
      const products = onnx.node('MatMul', [rows, transpose(onnx, flat, [0, 2, 1])]); // (batch, width, out)
      const dw = onnx.node('ReduceSum', [products, onnx.vector([0])], { keepdims: 0 });
      return reshape(onnx, dw, [width, outputChannels], [...kernel, channels, outputChannels]);
    },
  },
  /** Slices of dy for each tap, in one `MatMul` with x for each image, summed over the images. */
  batchedByOutput: {
    holds: isDense,
    lower: (node, onnx, windows) => {
      const { batch, input, output, kernel, channels, outputChannels } = windows;
      const pads = oppositePads(windows);
      const seen = { ...windows, input: output, output: input, before: [pads[0]!, pads[1]!], after: [pads[2]!, pads[3]!] } as const;
      const slices = taps(onnx, first(onnx, node, 'dy'), seen, [2, 3]).toReversed();
      const pixels = input[0] * input[1];
      const width = slices.length * outputChannels;
      const rows = reshape(onnx, joined(onnx, slices, 1), [batch, width, ...input], [batch, width, pixels]);
      const flat = reshape(onnx, first(onnx, node, 'x'), [batch, channels, ...input], [batch, channels, pixels]);
      const products = onnx.node('MatMul', [rows, transpose(onnx, flat, [0, 2, 1])]); // (batch, width, in)
      const dw = onnx.node('ReduceSum', [products, onnx.vector([0])], { keepdims: 0 });
      return transpose(onnx, reshape(onnx, dw, [width, channels], [...kernel, outputChannels, channels]), [0, 1, 3, 2]);
    },
  },
} as const satisfies Formulations;

const joined = (onnx: OnnxWriter, slices: readonly OnnxName[], axis: number) =>
  slices.length === 1 ? slices[0]! : onnx.node('Concat', slices, { axis });

const shapeOf = (node: Node, name: string) => node.attrs[name] as readonly number[];

export const inputGradient: Formulated = {
  formulations: inputFormulations,
  windowsOf: (node) => gradientWindows(node, shapeOf(node, 'inputShape'), inputOf(node, 'filter').shape),
  likely: (windows) => {
    const { channels, outputChannels } = windows;
    const expands = channels === 1 || (channels >= 32 && outputChannels > channels);
    return isDense(windows) && !expands ? 'flipped' : 'transposed';
  },
};

export const filterGradient: Formulated = {
  formulations: filterFormulations,
  windowsOf: (node) => gradientWindows(node, inputOf(node, 'x').shape, shapeOf(node, 'filterShape')),
  likely: (windows) => {
    const { channels, outputChannels } = windows;
    if (outputChannels >= channels) return 'batched';
    return isDense(windows) ? 'batchedByOutput' : 'convolution';
  },
};

export const convolutionGradientLowerings: Lowerings = {
  Conv2DBackpropInput: (node, onnx) => lowerBy(inputGradient, node, onnx),
  Conv2DBackpropFilter: (node, onnx) => lowerBy(filterGradient, node, onnx),
};
