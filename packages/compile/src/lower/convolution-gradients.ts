import { inputOf, type Node } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { reshape } from './reshape.js';
import { transpose } from './transpose.js';
import { fromChannelsFirst, gradientWindows, taps, toChannelsFirst, toChannelsLast, type DataFormat, type Windows } from './windows.js';

/** One way to write a gradient of a convolution; all ways give the same values, at very different speeds. */
export interface Formulation {
  /** False where the formula does not hold, such as for strides. */
  readonly holds: (windows: Windows) => boolean;
  readonly lower: (node: Node, onnx: OnnxWriter, windows: Windows) => OnnxName;
}

const always = () => true;
/** Where windows move by one pixel, cover the image and do not reach further out than they are wide. */
const isDense = ({ strides, dilations, kernel, before, after, uncovered }: Windows) =>
  [...strides, ...dilations].every((step) => step === 1) &&
  uncovered.every((size) => size === 0) &&
  kernel.every((size, i) => before[i]! < size && after[i]! < size);

const formatOf = (node: Node) => node.attrs['dataFormat'] as DataFormat;
const first = (onnx: OnnxWriter, node: Node, name: string) => toChannelsFirst(onnx, onnx.name(inputOf(node, name)), formatOf(node));
const flipped = (onnx: OnnxWriter, name: OnnxName, axes: readonly [number, number]) =>
  onnx.node('Slice', [name, onnx.vector([-1, -1]), onnx.vector([-(2 ** 31), -(2 ** 31)]), onnx.vector(axes), onnx.vector([-1, -1])]);
/** Pads with which a window that lay at the border on one side lies there on the other. */
const opposite = ({ kernel }: Windows, pads: readonly [number, number]) => kernel.map((size, i) => size - 1 - pads[i]!);

/** The gradient of the input. */
export const inputFormulations = {
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
      const swapped = transpose(onnx, onnx.name(inputOf(node, 'filter')), [2, 3, 0, 1]);
      const pads = [...opposite(windows, windows.before), ...opposite(windows, windows.after)];
      const dx = onnx.node('Conv', [first(onnx, node, 'dy'), flipped(onnx, swapped, [2, 3])], { kernel_shape: windows.kernel, pads });
      return fromChannelsFirst(onnx, dx, formatOf(node));
    },
  },
} as const satisfies Record<string, Formulation>;

/** The gradient of the filter. */
export const filterFormulations = {
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
  /** `Conv` of dy by x, likewise, which gives the filter flipped. */
  swapped: {
    holds: isDense,
    lower: (node, onnx, windows) => {
      const [x, dy] = [transpose(onnx, first(onnx, node, 'x'), [1, 0, 2, 3]), transpose(onnx, first(onnx, node, 'dy'), [1, 0, 2, 3])];
      const pads = [...opposite(windows, windows.before), ...opposite(windows, windows.after)];
      const dw = onnx.node('Conv', [dy, x], { kernel_shape: windows.input, pads });
      return transpose(onnx, flipped(onnx, dw, [2, 3]), [2, 3, 1, 0]);
    },
  },
  /** Slices of x for each tap, side by side, in one `Gemm` with dy. */
  gemm: {
    holds: always,
    lower: (node, onnx, windows) => {
      const { batch, output, kernel, channels, outputChannels } = windows;
      const slices = taps(onnx, toChannelsLast(onnx, onnx.name(inputOf(node, 'x')), formatOf(node)), windows, [1, 2]);
      const pixels = batch * output[0] * output[1];
      const width = slices.length * channels;
      const columns = reshape(onnx, joined(onnx, slices, 3), [batch, ...output, width], [pixels, width]);
      const dy = toChannelsLast(onnx, onnx.name(inputOf(node, 'dy')), formatOf(node));
      const flat = reshape(onnx, dy, [batch, ...output, outputChannels], [pixels, outputChannels]);
      const dw = onnx.node('Gemm', [columns, flat], { transA: 1 });
      return reshape(onnx, dw, [width, outputChannels], [...kernel, channels, outputChannels]);
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
} as const satisfies Record<string, Formulation>;

const joined = (onnx: OnnxWriter, slices: readonly OnnxName[], axis: number) =>
  slices.length === 1 ? slices[0]! : onnx.node('Concat', slices, { axis });

export type InputFormulation = keyof typeof inputFormulations;
export type FilterFormulation = keyof typeof filterFormulations;

/** What was fastest for filters of 3 × 3 on two cores, where the formula holds. */
function likelyInputFormulation(windows: Windows): InputFormulation {
  const { channels, outputChannels } = windows;
  const expands = channels === 1 || (channels >= 32 && outputChannels > channels);
  return isDense(windows) && !expands ? 'flipped' : 'transposed';
}

function likelyFilterFormulation(windows: Windows): FilterFormulation {
  const { channels, outputChannels } = windows;
  if (outputChannels >= channels) return 'batched';
  return isDense(windows) && outputChannels <= 4 ? 'swapped' : 'convolution';
}

const shapeOf = (node: Node, name: string) => node.attrs[name] as readonly number[];

const windowsOf = (node: Node): Windows =>
  node.kernel === 'Conv2DBackpropInput'
    ? gradientWindows(node, shapeOf(node, 'inputShape'), inputOf(node, 'filter').shape)
    : gradientWindows(node, inputOf(node, 'x').shape, shapeOf(node, 'filterShape'));

/**
 * A lowering of `Conv2DBackpropInput` that writes the formulation of this choice.
 *
 * @param choose by the windows; what does not hold there is replaced by one that always does
 */
export const inputGradient =
  (choose: (windows: Windows) => InputFormulation): Lowering =>
  (node, onnx) => {
    const windows = windowsOf(node);
    const chosen: Formulation = inputFormulations[choose(windows)];
    return (chosen.holds(windows) ? chosen : inputFormulations.transposed).lower(node, onnx, windows);
  };

/** The same of `Conv2DBackpropFilter`. */
export const filterGradient =
  (choose: (windows: Windows) => FilterFormulation): Lowering =>
  (node, onnx) => {
    const windows = windowsOf(node);
    const chosen: Formulation = filterFormulations[choose(windows)];
    return (chosen.holds(windows) ? chosen : filterFormulations.convolution).lower(node, onnx, windows);
  };

export const convolutionGradientLowerings: Lowerings = {
  Conv2DBackpropInput: inputGradient(likelyInputFormulation),
  Conv2DBackpropFilter: filterGradient(likelyFilterFormulation),
};
