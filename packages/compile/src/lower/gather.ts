import { backend_util, util, type GatherV2Attrs } from '@tensorflow/tfjs-core';
import { inputOf } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { reshape } from './reshape.js';
import { transpose } from './transpose.js';
import { as, cast, outputOf, scalar } from './typed.js';

/**
 * Indices of type int32, whose negative ones ONNX Runtime would count from the end: they become one that is out of range, as
 * they are in TensorFlow.js, and end the run with an error.
 *
 * @param size of the axis, or a vector of those of the axes
 */
export const refuseNegative = (onnx: OnnxWriter, indices: OnnxName, size: number | Int32Array): OnnxName => {
  const outside = typeof size === 'number' ? scalar(onnx, size, 'int32') : onnx.constant(size, [size.length], 'int32');
  return onnx.node('Where', [onnx.node('Less', [indices, scalar(onnx, 0, 'int32')]), outside, indices]);
};

const gather: Lowering = (node, onnx) => {
  const { axis, batchDims } = node.attrs as unknown as GatherV2Attrs;
  const [x, indices] = [inputOf(node, 'x'), inputOf(node, 'indices')];
  const [parsed] = util.parseAxisParam(axis, [...x.shape]);
  const checked = refuseNegative(onnx, as(onnx, indices, 'int32'), x.shape[parsed!]!);
  if (!batchDims) return onnx.node('Gather', [onnx.name(x), checked], { axis: parsed! });

  const shaped = [x, indices].map(({ shape }) => ({ shape: [...shape] })) as Parameters<
    typeof backend_util.segment_util.collectGatherOpShapeInfo
  >;
  const info = backend_util.segment_util.collectGatherOpShapeInfo(shaped[0], shaped[1], parsed!, batchDims);
  const { batchSize, outerSize, dimSize, sliceSize } = info;
  const count = indices.shape.reduce((a, b) => a * b, 1) / batchSize;
  const flat = reshape(onnx, onnx.name(x), x.shape, [batchSize, outerSize, dimSize, sliceSize]);
  const places = reshape(onnx, cast(onnx, checked, 'int32', 'int64'), indices.shape, [batchSize, count, 1]);
  const rows = onnx.node('GatherND', [transpose(onnx, flat, [0, 2, 1, 3]), places], { batch_dims: 1 });
  return reshape(onnx, transpose(onnx, rows, [0, 2, 1, 3]), [batchSize, outerSize, count, sliceSize], outputOf(node).shape);
};

export const gatherLowerings: Lowerings = {
  GatherV2: gather,
  GatherNd: (node, onnx) => {
    const [params, indices] = [inputOf(node, 'params'), inputOf(node, 'indices')];
    const sizes = Int32Array.from(params.shape.slice(0, indices.shape.at(-1)));
    const checked = refuseNegative(onnx, as(onnx, indices, 'int32'), sizes);
    return onnx.node('GatherND', [onnx.name(params), cast(onnx, checked, 'int32', 'int64')]);
  },
};
