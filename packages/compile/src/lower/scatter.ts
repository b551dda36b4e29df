import { sizeOf, type Shape } from '@hourglass/core';
import type { ScatterNdAttrs, UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core';
import { inputOf, type DType, type Value } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { refuseNegative } from './gather.js';
import { reshape } from './reshape.js';
import { as, onlyElements, outputOf, scalar } from './typed.js';

interface Rows {
  /** (count): where each update goes. */
  readonly places: OnnxName;
  /** (count, width) */
  readonly updates: OnnxName;
  readonly count: number;
  readonly width: number;
  readonly dtype: DType;
}

const filledRows = (onnx: OnnxWriter, value: OnnxName, rows: number, width: number) => onnx.node('Expand', [value, onnx.vector([rows, width])]);

/**
 * (rows, width) with the updates put into it, or added to it, one after the other.
 * ONNX Runtime's `ScatterND` works on several threads at once, so that one of two updates of one place may be lost; `ScatterElements` does not.
 */
function updateRows(onnx: OnnxWriter, into: OnnxName, { places, updates, count, width }: Rows, reduction: 'add' | 'none'): OnnxName {
  const column = reshape(onnx, places, [count], [count, 1]);
  const indices = width === 1 ? column : onnx.node('Expand', [column, onnx.vector([count, width])]);
  return onnx.node('ScatterElements', [into, indices, updates], { axis: 0, reduction });
}

/** Updates of the stretches of a tensor of this shape that the last axis of `indices` names, as rows. */
function rowsAt(onnx: OnnxWriter, indices: Value, updates: Value, shape: Shape): Rows & { readonly rows: number } {
  const depth = indices.shape.length > 1 ? indices.shape.at(-1)! : 1;
  const count = sizeOf(indices.shape) / depth;
  const width = sizeOf(shape.slice(depth));
  const rows = sizeOf(shape.slice(0, depth));
  const strides = Int32Array.from({ length: depth }, (_, axis) => sizeOf(shape.slice(axis + 1, depth)));
  const table = reshape(onnx, as(onnx, indices, 'int32'), indices.shape, [count, depth]);
  const sums = onnx.node('ReduceSum', [onnx.node('Mul', [table, onnx.constant(strides, [depth], 'int32')]), onnx.vector([1])], { keepdims: 0 });
  const isOne = sizeOf(updates.shape) === 1; // for all places
  const flat = reshape(onnx, onnx.name(updates), updates.shape, isOne ? [1, 1] : [count, width]);
  const spread = isOne ? onnx.node('Expand', [flat, onnx.vector([count, width])]) : flat;
  return { places: refuseNegative(onnx, sums, rows), updates: spread, count, width, rows, dtype: updates.dtype };
}

const scatterNd: Lowering = (node, onnx) => {
  const { shape } = node.attrs as unknown as ScatterNdAttrs;
  const updates = rowsAt(onnx, inputOf(node, 'indices'), inputOf(node, 'updates'), shape);
  const { rows, width, dtype } = updates;
  const zeros = filledRows(onnx, scalar(onnx, 0, dtype), rows, width);
  return reshape(onnx, updateRows(onnx, zeros, updates, 'add'), [rows, width], shape);
};

const sparseToDense: Lowering = (node, onnx) => {
  const { shape } = outputOf(node);
  const updates = rowsAt(onnx, inputOf(node, 'sparseIndices'), inputOf(node, 'sparseValues'), shape);
  const { rows, width } = updates;
  const filled = filledRows(onnx, onnx.name(inputOf(node, 'defaultValue')), rows, width);
  return reshape(onnx, updateRows(onnx, filled, updates, 'none'), [rows, width], shape);
};

const tensorScatterUpdate: Lowering = (node, onnx) => {
  const tensor = inputOf(node, 'tensor');
  const updates = rowsAt(onnx, inputOf(node, 'indices'), inputOf(node, 'updates'), tensor.shape);
  const { rows, width, dtype } = updates;
  const before = reshape(onnx, as(onnx, tensor, dtype), tensor.shape, [rows, width]);
  return reshape(onnx, updateRows(onnx, before, updates, 'none'), [rows, width], tensor.shape);
};

/** Up to this many elements, a product with a matrix of zeros and ones is faster than adding row by row. */
const largestSelection = 2 ** 22;

/** Segments outside [0, numSegments) are left out. */
const unsortedSegmentSum: Lowering = (node, onnx) => {
  const { numSegments } = node.attrs as unknown as UnsortedSegmentSumAttrs;
  const [x, segmentIds] = [inputOf(node, 'x'), inputOf(node, 'segmentIds')];
  const count = sizeOf(segmentIds.shape);
  const width = sizeOf(x.shape) / count;
  const { shape, dtype } = outputOf(node);
  const ids = reshape(onnx, as(onnx, segmentIds, 'int32'), segmentIds.shape, [count]);
  const updates = reshape(onnx, as(onnx, x, dtype), x.shape, [count, width]);
  const whole = (value: number) => scalar(onnx, value, 'int32');
  if (numSegments * count <= largestSelection) {
    const segments = onnx.constant(Int32Array.from({ length: numSegments }, (_, i) => i), [numSegments, 1], 'int32');
    const hit = onnx.node('Equal', [segments, ids]); // (numSegments, count)
    const selection = onnx.node('Where', [hit, scalar(onnx, 1, dtype), scalar(onnx, 0, dtype)]);
    return reshape(onnx, onnx.node('MatMul', [selection, updates]), [numSegments, width], shape);
  }
  const outside = onnx.node('Or', [onnx.node('Less', [ids, whole(0)]), onnx.node('GreaterOrEqual', [ids, whole(numSegments)])]);
  const places = onnx.node('Where', [outside, whole(numSegments), ids]);
  const zeros = filledRows(onnx, scalar(onnx, 0, dtype), numSegments + 1, width);
  const sums = updateRows(onnx, zeros, { places, updates, count, width, dtype }, 'add');
  const kept = onnx.node('Slice', [sums, onnx.vector([0]), onnx.vector([numSegments]), onnx.vector([0])]);
  return reshape(onnx, kept, [numSegments, width], shape);
};

export const scatterLowerings: Lowerings = {
  ScatterNd: scatterNd,
  SparseToDense: sparseToDense,
  TensorScatterUpdate: tensorScatterUpdate,
  ...onlyElements({ UnsortedSegmentSum: unsortedSegmentSum }),
};
