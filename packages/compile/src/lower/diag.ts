import { sizeOf } from '@hourglass/core';
import { inputOf } from '../graph.js';
import type { Lowering, Lowerings } from '../lowering.js';
import { reshape } from './reshape.js';
import { as, cast, outputOf, scalar } from './typed.js';

/** The elements of x where the two halves of the place are the same, else 0. */
const diag: Lowering = (node, onnx) => {
  const x = inputOf(node, 'x');
  const type = x.dtype === 'float32' ? 'float32' : 'int32';
  const count = sizeOf(x.shape);
  const places = Int32Array.from({ length: count }, (_, place) => place);
  const isDiagonal = onnx.node('Equal', [onnx.constant(places, [count], 'int32'), onnx.constant(places, [count, 1], 'int32')]);
  const row = reshape(onnx, as(onnx, x, type), x.shape, [count]);
  const spread = onnx.node('Where', [isDiagonal, row, scalar(onnx, 0, type)]);
  return cast(onnx, reshape(onnx, spread, [count, count], outputOf(node).shape), type, x.dtype);
};

export const diagLowerings: Lowerings = { Diag: diag };
