import { backend_util, util, type GatherV2Attrs } from '@tensorflow/tfjs-core';
import { inputOf } from '../graph.js';
import type { Lowering, Lowerings } from '../lowering.js';
import { reshape } from './reshape.js';
import { transpose } from './transpose.js';
import { as, outputOf } from './typed.js';

const gather: Lowering = (node, onnx) => {
  const { axis, batchDims } = node.attrs as unknown as GatherV2Attrs;
  const [x, indices] = [inputOf(node, 'x'), inputOf(node, 'indices')];
  const [parsed] = util.parseAxisParam(axis, [...x.shape]);
  if (!batchDims) return onnx.node('Gather', [onnx.name(x), as(onnx, indices, 'int32')], { axis: parsed! });

  const shaped = [x, indices].map(({ shape }) => ({ shape: [...shape] })) as Parameters<
    typeof backend_util.segment_util.collectGatherOpShapeInfo
  >;
  const info = backend_util.segment_util.collectGatherOpShapeInfo(shaped[0], shaped[1], parsed!, batchDims);
  const { batchSize, outerSize, dimSize, sliceSize } = info;
  const count = indices.shape.reduce((a, b) => a * b, 1) / batchSize;
  const flat = reshape(onnx, onnx.name(x), x.shape, [batchSize, outerSize, dimSize, sliceSize]);
  const places = reshape(onnx, as(onnx, indices, 'int64'), indices.shape, [batchSize, count, 1]);
  const rows = onnx.node('GatherND', [transpose(onnx, flat, [0, 2, 1, 3]), places], { batch_dims: 1 });
  return reshape(onnx, transpose(onnx, rows, [0, 2, 1, 3]), [batchSize, outerSize, count, sliceSize], outputOf(node).shape);
};

export const gatherLowerings: Lowerings = {
  GatherV2: gather,
  GatherNd: (node, onnx) =>
    onnx.node('GatherND', [onnx.name(inputOf(node, 'params')), as(onnx, inputOf(node, 'indices'), 'int64')]),
};
