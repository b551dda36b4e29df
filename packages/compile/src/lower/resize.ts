import { inputOf, type Node, type Value } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { onlyFloats, onlyNumbers, scalar } from './typed.js';
import { formatOf, fromChannelsFirst, toChannelsFirst } from './windows.js';

interface ResizeAttrs {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** The weights of one axis: for each pixel of the output, those of the pixels of the input. */
interface AxisWeights {
  readonly input: number;
  readonly output: number;
  /** (output, input), row by row */
  readonly values: Float32Array;
}

const ratio = (input: number, output: number, { alignCorners }: ResizeAttrs) =>
  alignCorners && output > 1 ? (input - 1) / (output - 1) : input / output;

/** Where TensorFlow.js's nearest-neighbour resize reads each pixel of an axis. */
const nearestSources = (input: number, output: number, attrs: ResizeAttrs): number[] =>
  Array.from({ length: output }, (_, i) => {
    const place = ratio(input, output, attrs) * (attrs.halfPixelCenters ? i + 0.5 : i);
    return Math.max(0, Math.min(input - 1, attrs.alignCorners ? Math.round(place) : Math.floor(place)));
  });

function nearestWeights(input: number, output: number, attrs: ResizeAttrs): AxisWeights {
  const values = new Float32Array(output * input);
  nearestSources(input, output, attrs).forEach((source, i) => (values[i * input + source] = 1));
  return { input, output, values };
}

function bilinearWeights(input: number, output: number, attrs: ResizeAttrs): AxisWeights {
  const values = new Float32Array(output * input);
  for (let i = 0; i < output; i++) {
    const scale = ratio(input, output, attrs);
    const place = attrs.halfPixelCenters ? scale * (i + 0.5) - 0.5 : scale * i;
    const low = Math.min(input - 1, Math.max(0, Math.floor(place)));
    const high = Math.min(input - 1, Math.max(0, Math.ceil(place)));
    values[i * input + low]! += 1 - (place - low);
    values[i * input + high]! += place - low;
  }
  return { input, output, values };
}

/** The first of the axes of height and width. */
const firstSide = (node: Node): number => (formatOf(node) === 'NCHW' ? 2 : 1);
/** Height and width of an image of a node. */
const sides = (node: Node, { shape }: Value) => [shape[firstSide(node)]!, shape[firstSide(node) + 1]!] as const;
const attrsOf = (node: Node) => node.attrs as unknown as ResizeAttrs;

/** The factors of an enlargement by whole numbers that repeats each pixel as often as all others, if it is one. */
function wholeFactors(input: readonly [number, number], output: readonly [number, number], attrs: ResizeAttrs) {
  const factors = [output[0] / input[0], output[1] / input[1]] as const;
  const repeats = factors.every(
    (factor, axis) =>
      Number.isInteger(factor) && nearestSources(input[axis]!, output[axis]!, attrs).every((source, i) => source === Math.floor(i / factor)),
  );
  return repeats ? factors : undefined;
}

/** height · x · widthᵀ for each image and channel, or with both transposed, which is the gradient. */
function separable(node: Node, onnx: OnnxWriter, [height, width]: readonly [AxisWeights, AxisWeights]): OnnxName {
  const gradient = node.kernel.endsWith('Grad');
  const x = onnx.name(inputOf(node, gradient ? 'dy' : 'images'));
  const matrix = ({ input, output, values }: AxisWeights, transposed: boolean) =>
    transposed
      ? onnx.constant(Float32Array.from(values, (_, i) => values[(i % output) * input + Math.floor(i / output)]!), [input, output], 'float32')
      : onnx.constant(values, [output, input], 'float32');
  const wide = onnx.node('MatMul', [toChannelsFirst(onnx, x, formatOf(node)), matrix(width, !gradient)]);
  return fromChannelsFirst(onnx, onnx.node('MatMul', [matrix(height, gradient), wide]), formatOf(node));
}

const resizeNearest: Lowering = (node, onnx) => {
  const images = inputOf(node, 'images');
  const size = node.attrs['size'] as [number, number];
  const factors = wholeFactors(sides(node, images), size, attrsOf(node));
  if (factors) {
    const scales = onnx.constant(Float32Array.of(1, 1, ...factors), [4], 'float32');
    const modes = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
    const image = toChannelsFirst(onnx, onnx.name(images), formatOf(node));
    return fromChannelsFirst(onnx, onnx.node('Resize', [image, '', scales], modes), formatOf(node));
  }
  return sides(node, images).reduce((name, length, i) => {
    const sources = Int32Array.from(nearestSources(length, size[i]!, attrsOf(node)));
    return onnx.node('Gather', [name, onnx.constant(sources, [sources.length], 'int32')], { axis: firstSide(node) + i });
  }, onnx.name(images));
};

/** Each pixel gets the sum of what was read from it. */
const resizeNearestGrad: Lowering = (node, onnx) => {
  const [images, dy] = [inputOf(node, 'images'), inputOf(node, 'dy')];
  const [input, output] = [sides(node, images), sides(node, dy)];
  const factors = wholeFactors(input, output, attrsOf(node));
  if (!factors) return separable(node, onnx, weights(nearestWeights, input, output, attrsOf(node)));
  const means = onnx.node('AveragePool', [toChannelsFirst(onnx, onnx.name(dy), formatOf(node))], { kernel_shape: factors, strides: factors });
  return fromChannelsFirst(onnx, onnx.node('Mul', [means, scalar(onnx, factors[0] * factors[1])]), formatOf(node));
};

const weights = (
  of: typeof nearestWeights,
  input: readonly [number, number],
  output: readonly [number, number],
  attrs: ResizeAttrs,
) => [of(input[0], output[0], attrs), of(input[1], output[1], attrs)] as const;

const resizeBilinear: Lowering = (node, onnx) => {
  const images = inputOf(node, 'images');
  const size = node.attrs['size'] as [number, number];
  return separable(node, onnx, weights(bilinearWeights, sides(node, images), size, attrsOf(node)));
};

const resizeBilinearGrad: Lowering = (node, onnx) => {
  const [images, dy] = [inputOf(node, 'images'), inputOf(node, 'dy')];
  return separable(node, onnx, weights(bilinearWeights, sides(node, images), sides(node, dy), attrsOf(node)));
};

export const resizeLowerings: Lowerings = {
  ...onlyNumbers({ ResizeNearestNeighbor: resizeNearest }),
  ...onlyFloats({ ResizeNearestNeighborGrad: resizeNearestGrad, ResizeBilinear: resizeBilinear, ResizeBilinearGrad: resizeBilinearGrad }),
};
