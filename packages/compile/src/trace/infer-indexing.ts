import {
  backend_util, GatherNd, GatherV2, ScatterNd, SparseToDense, TensorScatterUpdate, UnsortedSegmentSum, util,
  type GatherNdInputs, type GatherV2Attrs, type GatherV2Inputs, type ScatterNdAttrs, type ScatterNdInputs,
  type SparseToDenseAttrs, type SparseToDenseInputs, type Tensor, type TensorScatterUpdateInputs,
  type UnsortedSegmentSumAttrs, type UnsortedSegmentSumInputs,
} from '@tensorflow/tfjs-core';
import { infer, like, type Inferences } from './inference.js';

export const indexing: Inferences = {
  [GatherV2]: infer<[GatherV2Inputs, GatherV2Attrs]>(({ x, indices }, { axis, batchDims }) => {
    const [along] = util.parseAxisParam(axis, x.shape);
    const [from, at] = [x, indices] as [Tensor, Tensor]; // only their shapes are read
    const { outputShape } = backend_util.segment_util.collectGatherOpShapeInfo(from, at, along!, batchDims ?? 0);
    return { shape: outputShape, dtype: x.dtype };
  }),
  [GatherNd]: infer<[GatherNdInputs]>(({ params, indices }) => ({
    shape: backend_util.prepareAndValidate(params, indices)[0],
    dtype: params.dtype,
  })),
  [ScatterNd]: infer<[ScatterNdInputs, ScatterNdAttrs]>(({ updates }, { shape }) => ({
    shape: [...shape],
    dtype: updates.dtype,
  })),
  [TensorScatterUpdate]: infer<[TensorScatterUpdateInputs]>(({ tensor, updates }) => like(tensor, updates.dtype)),
  [SparseToDense]: infer<[SparseToDenseInputs, SparseToDenseAttrs]>(({ sparseValues }, { outputShape }) => ({
    shape: [...outputShape],
    dtype: sparseValues.dtype,
  })),
  [UnsortedSegmentSum]: infer<[UnsortedSegmentSumInputs, UnsortedSegmentSumAttrs]>(({ x }, { numSegments }) => ({
    shape: [numSegments, ...x.shape.slice(1)],
    dtype: 'float32',
  })),
};
