import { sizeOf, type Shape } from '@hourglass/core';
import type { MaxPoolWithArgmaxAttrs } from '@tensorflow/tfjs-core';
import { inputOf, type Node, type Value } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { UnloweredKernelError } from '../onnx/unlowered-kernel-error.js';
import { reshape } from './reshape.js';
import { cast, scalar } from './typed.js';
import { formatOf, fromChannelsFirst, poolingWindows, toChannelsFirst, windowAttributes, type Windows } from './windows.js';

/** Windows as ONNX Runtime takes them: it refuses those that see nothing but padding. */
function windowsOf(node: Node, x: Value, output?: Shape): Windows {
  const windows = poolingWindows(node.attrs, x.shape, output);
  const { kernel, before, after } = windows;
  if (kernel.some((size, i) => before[i]! >= size || after[i]! >= size))
    throw new UnloweredKernelError(node.kernel, 'with windows that see only padding');
  return windows;
}

const pool =
  (operator: string): Lowering =>
  (node, onnx) => {
    const x = inputOf(node, 'x');
    const image = toChannelsFirst(onnx, onnx.name(x), formatOf(node));
    return fromChannelsFirst(onnx, onnx.node(operator, [image], windowAttributes(windowsOf(node, x))), formatOf(node));
  };

/**
 * Maxima and where they are: TensorFlow.js counts pixels with channels last, ONNX Runtime with channels first. NaN is passed
 * over, as TensorFlow.js does and ONNX Runtime does where it gives no places.
 */
const maxPoolWithArgmax: Lowering = (node, onnx) => {
  const { includeBatchInIndex } = node.attrs as unknown as MaxPoolWithArgmaxAttrs;
  const x = inputOf(node, 'x');
  const windows = windowsOf(node, x);
  const { input, channels } = windows;
  const whole = (value: number) => onnx.constant(BigInt64Array.of(BigInt(value)), [], 'int64');
  const image = toChannelsFirst(onnx, onnx.name(x));
  const numbers = onnx.node('Where', [onnx.node('IsNaN', [image]), scalar(onnx, -Infinity), image]);
  const [values, places] = onnx.nodes('MaxPool', [numbers], windowAttributes(windows), 2);
  const plane = whole(sizeOf(input));
  const count = whole(channels);
  const planes = onnx.node('Div', [places!, plane]); // batch · channels + channel
  const inPlane = onnx.node('Mod', [places!, plane]);
  const pixels = includeBatchInIndex ? onnx.node('Add', [onnx.node('Mul', [onnx.node('Div', [planes, count]), plane]), inPlane]) : inPlane;
  const found = onnx.node('Add', [onnx.node('Mul', [pixels, count]), onnx.node('Mod', [planes, count])]);
  return [values!, cast(onnx, found, 'int64', 'int32')].map((name) => fromChannelsFirst(onnx, name));
};

const isApart = ({ kernel, strides }: Windows) => kernel.every((size, i) => size <= strides[i]!);

/** dy goes to the maximum of each window, the first of equal ones; where windows overlap, gradients add. */
const maxPoolGrad: Lowering = (node, onnx) => {
  const [x, dy] = [inputOf(node, 'input'), inputOf(node, 'dy')];
  const windows = windowsOf(node, x, dy.shape);
  const { batch, input, output, channels } = windows;
  const [, indices] = onnx.nodes('MaxPool', [toChannelsFirst(onnx, onnx.name(x), formatOf(node))], windowAttributes(windows), 2);
  const gradient = toChannelsFirst(onnx, onnx.name(dy), formatOf(node));
  const shape = [batch, channels, ...input];
  if (isApart(windows)) {
    const dx = onnx.node('MaxUnpool', [gradient, indices!, onnx.vector(shape)], windowAttributes(windows));
    return fromChannelsFirst(onnx, dx, formatOf(node));
  }
  const flat = (name: OnnxName) => reshape(onnx, name, [batch, channels, ...output], [sizeOf(dy.shape)]);
  const zeros = onnx.node('Expand', [scalar(onnx, 0), onnx.vector([sizeOf(shape)])]);
  const sums = onnx.node('ScatterElements', [zeros, flat(indices!), flat(gradient)], { axis: 0, reduction: 'add' });
  return fromChannelsFirst(onnx, reshape(onnx, sums, [sizeOf(shape)], shape), formatOf(node));
};

/** One over the number of pixels of the image that each window covers: (1, 1, height, width), or a number where all are full. */
function shares(onnx: OnnxWriter, { input, output, kernel, strides, before }: Windows): OnnxName {
  const covered = [0, 1].map((axis) =>
    Array.from({ length: output[axis]! }, (_, i) => {
      const begin = i * strides[axis]! - before[axis]!;
      return Math.min(begin + kernel[axis]!, input[axis]!) - Math.max(begin, 0);
    }),
  ) as [number[], number[]];
  const [heights, widths] = covered;
  const all = heights.flatMap((height) => widths.map((width) => 1 / (height * width)));
  return all.every((share) => share === all[0]) ? scalar(onnx, all[0]!) : onnx.constant(Float32Array.from(all), [1, 1, ...output], 'float32');
}

/** Each pixel gets the sum, over the windows that cover it, of dy divided by the pixels of the image in the window. */
const avgPoolGrad: Lowering = (node, onnx) => {
  const [x, dy] = [inputOf(node, 'input'), inputOf(node, 'dy')];
  const windows = windowsOf(node, x, dy.shape);
  const { batch, input, output, channels, kernel } = windows;
  const planes = batch * channels;
  const shared = onnx.node('Mul', [toChannelsFirst(onnx, onnx.name(dy), formatOf(node)), shares(onnx, windows)]);
  const ones = onnx.node('Expand', [scalar(onnx, 1), onnx.vector([1, 1, ...kernel])]);
  const dx = onnx.node('ConvTranspose', [reshape(onnx, shared, [batch, channels, ...output], [planes, 1, ...output]), ones], {
    ...windowAttributes(windows),
    output_padding: windows.uncovered,
  });
  return fromChannelsFirst(onnx, reshape(onnx, dx, [planes, 1, ...input], [batch, channels, ...input]), formatOf(node));
};

export const poolingLowerings: Lowerings = {
  MaxPool: pool('MaxPool'),
  AvgPool: pool('AveragePool'),
  MaxPoolWithArgmax: maxPoolWithArgmax,
  MaxPoolGrad: maxPoolGrad,
  AvgPoolGrad: avgPoolGrad,
};
