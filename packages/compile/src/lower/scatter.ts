import { sizeOf } from '@hourglass/core';
import type { ScatterNdAttrs, UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core';
import { inputOf, type DType } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { reshape } from './reshape.js';
import { as, outputOf, scalar } from './typed.js';

interface Rows {
  /** (count): where each update goes. */
  readonly places: OnnxName;
  /** (count, width) */
  readonly updates: OnnxName;
  readonly count: number;
  readonly width: number;
  readonly dtype: DType;
}

/**
 * (rows, width) of zeros, to which the updates are added one after the other.
 * ONNX Runtime's `ScatterND` adds on several threads at once, so that two updates of one place may be lost; `ScatterElements` does not.
 */
function addRows(onnx: OnnxWriter, rows: number, { places, updates, count, width, dtype }: Rows): OnnxName {
  const zeros = onnx.node('Expand', [scalar(onnx, 0, dtype), onnx.vector([rows, width])]);
  const column = reshape(onnx, places, [count], [count, 1]);
  const indices = width === 1 ? column : onnx.node('Expand', [column, onnx.vector([count, width])]);
  return onnx.node('ScatterElements', [zeros, indices, updates], { axis: 0, reduction: 'add' });
}

const scatterNd: Lowering = (node, onnx) => {
  const { shape } = node.attrs as unknown as ScatterNdAttrs;
  const [indices, updates] = [inputOf(node, 'indices'), inputOf(node, 'updates')];
  const depth = indices.shape.length > 1 ? indices.shape.at(-1)! : 1;
  const count = sizeOf(indices.shape) / depth;
  const width = sizeOf(shape.slice(depth));
  const strides = Int32Array.from({ length: depth }, (_, axis) => sizeOf(shape.slice(axis + 1, depth)));
  const table = reshape(onnx, as(onnx, indices, 'int32'), indices.shape, [count, depth]);
  const places = onnx.node('ReduceSum', [onnx.node('Mul', [table, onnx.constant(strides, [depth], 'int32')]), onnx.vector([1])], { keepdims: 0 });
  const flat = reshape(onnx, onnx.name(updates), updates.shape, [count, width]);
  const rows = sizeOf(shape.slice(0, depth));
  return reshape(onnx, addRows(onnx, rows, { places, updates: flat, count, width, dtype: updates.dtype }), [rows, width], shape);
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
  const sums = addRows(onnx, numSegments + 1, { places, updates, count, width, dtype });
  const kept = onnx.node('Slice', [sums, onnx.vector([0]), onnx.vector([numSegments]), onnx.vector([0])]);
  return reshape(onnx, kept, [numSegments, width], shape);
};

export const scatterLowerings: Lowerings = { ScatterNd: scatterNd, UnsortedSegmentSum: unsortedSegmentSum };
