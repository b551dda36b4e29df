import type { LinSpaceAttrs, OneHotAttrs, RangeAttrs } from '@tensorflow/tfjs-core';
import { inputOf, type DType, type Value } from '../graph.js';
import type { Lowering, Lowerings, OnnxWriter } from '../lowering.js';
import { reshape } from './reshape.js';
import { as, cast, only, outputOf, scalar } from './typed.js';

const filled = (onnx: OnnxWriter, value: number, { shape, dtype }: Value) =>
  onnx.node('Expand', [scalar(onnx, value, dtype), onnx.vector(shape)]);

const progression = (onnx: OnnxWriter, { shape, dtype }: Value, valueAt: (i: number) => number) => {
  const length = shape[0]!;
  const values = dtype === 'int32' ? Int32Array.from({ length }, (_, i) => valueAt(i)) : Float32Array.from({ length }, (_, i) => valueAt(i));
  return onnx.constant(values, shape, dtype);
};

const oneHot: Lowering = (node, onnx) => {
  const { depth, onValue, offValue } = node.attrs as unknown as OneHotAttrs;
  const indices = inputOf(node, 'indices');
  const column = reshape(onnx, as(onnx, indices, 'int32'), indices.shape, [...indices.shape, 1]);
  const classes = onnx.constant(Int32Array.from({ length: depth }, (_, i) => i), [depth], 'int32');
  const hit = onnx.node('Equal', [column, classes]);
  const { dtype } = outputOf(node);
  const type = dtype === 'bool' ? 'int32' : dtype;
  return cast(onnx, onnx.node('Where', [hit, scalar(onnx, onValue, type), scalar(onnx, offValue, type)]), type, dtype);
};

const select: Lowering = (node, onnx) => {
  const [condition, t, e] = [inputOf(node, 'condition'), inputOf(node, 't'), inputOf(node, 'e')];
  const { dtype } = outputOf(node);
  const type: DType = dtype === 'bool' ? 'int32' : dtype;
  return cast(onnx, onnx.node('Where', [as(onnx, condition, 'bool'), as(onnx, t, type), as(onnx, e, type)]), type, dtype);
};

export const fillLowerings: Lowerings = {
  Fill: (node, onnx) => filled(onnx, node.attrs['value'] as number, outputOf(node)),
  ZerosLike: (node, onnx) => filled(onnx, 0, outputOf(node)),
  OnesLike: (node, onnx) => filled(onnx, 1, outputOf(node)),
  Range: (node, onnx) => {
    const { start, stop, step } = node.attrs as unknown as RangeAttrs;
    return progression(onnx, outputOf(node), (i) => start + i * Math.sign(stop - start) * Math.abs(step));
  },
  LinSpace: (node, onnx) => {
    const { start, stop, num } = node.attrs as unknown as LinSpaceAttrs;
    return progression(onnx, outputOf(node), (i) => start + (i * (stop - start)) / Math.max(1, num - 1));
  },
  ...only(['int32'], { OneHot: oneHot }),
  Select: select,
};
