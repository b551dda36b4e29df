import { backend_util, type TransposeAttrs } from '@tensorflow/tfjs-core';
import { inputOf, type Node, type Value } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { pad } from './pad.js';
import { reshape } from './reshape.js';
import { transpose } from './transpose.js';
import { outputOf, scalar } from './typed.js';

/** The same elements in their order, in the shape of the output. */
const reshaped =
  (input: string): Lowering =>
  (node, onnx) => {
    const value = inputOf(node, input);
    return reshape(onnx, onnx.name(value), value.shape, outputOf(node).shape);
  };

/** A reshape, a transpose and a reshape. */
function shuffled(onnx: OnnxWriter, name: OnnxName, shapes: readonly (readonly number[])[], axes: readonly number[]): OnnxName {
  const [from, split, to] = shapes;
  const moved = transpose(onnx, reshape(onnx, name, from!, split!), axes);
  return reshape(onnx, moved, axes.map((axis) => split![axis]!), to!);
}

const spaceToBatch: Lowering = (node, onnx) => {
  const { blockShape, paddings } = node.attrs as { blockShape: number[]; paddings: [number, number][] };
  const x = inputOf(node, 'x');
  const pads = [[0, 0] as const, ...paddings, ...x.shape.slice(1 + blockShape.length).map(() => [0, 0] as const)];
  const padded = x.shape.map((size, axis) => size + pads[axis]![0] + pads[axis]![1]);
  const split = backend_util.getReshaped(padded, blockShape, blockShape.reduce((a, b) => a * b, 1), false);
  const axes = backend_util.getPermuted(split.length, blockShape.length, false);
  const name = pad(onnx, onnx.name(x), pads, scalar(onnx, 0, x.dtype));
  return shuffled(onnx, name, [padded, split, outputOf(node).shape], axes);
};

const batchToSpace: Lowering = (node, onnx) => {
  const { blockShape, crops } = node.attrs as { blockShape: number[]; crops: [number, number][] };
  const x = inputOf(node, 'x');
  const blocks = blockShape.reduce((a, b) => a * b, 1);
  const split = backend_util.getReshaped([...x.shape], blockShape, blocks);
  const axes = backend_util.getPermuted(split.length, blockShape.length);
  const whole = backend_util.getReshapedPermuted([...x.shape], blockShape, blocks);
  const name = shuffled(onnx, onnx.name(x), [x.shape, split, whole], axes);
  const begin = crops.map(([before]) => before);
  const end = crops.map(([, after], i) => whole[i + 1]! - after);
  return onnx.node('Slice', [name, onnx.vector(begin), onnx.vector(end), onnx.vector(crops.map((_, i) => i + 1))]);
};

const depthToSpace: Lowering = (node, onnx) => {
  const { blockSize, dataFormat } = node.attrs as { blockSize: number; dataFormat: 'NHWC' | 'NCHW' };
  const x: Value = inputOf(node, 'x');
  if (dataFormat === 'NCHW') return onnx.node('DepthToSpace', [onnx.name(x)], { blocksize: blockSize });
  const [batch, height, width, depth] = x.shape as [number, number, number, number];
  const split = [batch, height, width, blockSize, blockSize, depth / blockSize ** 2];
  return shuffled(onnx, onnx.name(x), [x.shape, split, outputOf(node).shape], [0, 1, 3, 2, 4, 5]);
};

const perm = (node: Node) => (node.attrs as unknown as TransposeAttrs).perm;

export const rearrangeLowerings: Lowerings = {
  Reshape: reshaped('x'),
  ExpandDims: reshaped('input'),
  Transpose: (node, onnx) => transpose(onnx, onnx.name(inputOf(node, 'x')), perm(node)),
  SpaceToBatchND: spaceToBatch,
  BatchToSpaceND: batchToSpace,
  DepthToSpace: depthToSpace,
};
