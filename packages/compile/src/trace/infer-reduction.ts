import {
  All, Any, ArgMax, ArgMin, backend_util, Max, Mean, Min, Prod, Sum, upcastType, util,
  type ArgMaxAttrs, type DataType, type MaxAttrs, type SumAttrs, type UnaryInputs,
} from '@tensorflow/tfjs-core';
import { each, infer, type Inferences } from './inference.js';

const reducedShape = (shape: number[], axis: number | number[], keepDims: boolean): number[] => {
  const axes = util.parseAxisParam(axis, shape);
  const [kept] = backend_util.computeOutAndReduceShapes(shape, axes);
  return keepDims ? backend_util.expandShapeToKeepDim(kept, axes) : kept;
};

const over = (type: (dtype: DataType) => DataType) =>
  infer<[UnaryInputs, SumAttrs]>(({ x }, { axis, keepDims }) => ({
    shape: reducedShape(x.shape, axis, keepDims),
    dtype: type(x.dtype),
  }));

const atLeastInteger = (dtype: DataType): DataType => upcastType(dtype, 'int32');

export const reduction: Inferences = {
  ...each([Sum, Prod], over(atLeastInteger)),
  ...each([All, Any, Min], over((dtype) => dtype)),
  [Mean]: over(() => 'float32'),
  [Max]: infer<[UnaryInputs, MaxAttrs]>(({ x }, { reductionIndices, keepDims }) => ({
    shape: reducedShape(x.shape, reductionIndices, keepDims),
    dtype: x.dtype,
  })),
  ...each(
    [ArgMax, ArgMin],
    infer<[UnaryInputs, ArgMaxAttrs]>(({ x }, { axis }) => ({
      shape: reducedShape(x.shape, util.parseAxisParam(axis, x.shape)[0]!, false),
      dtype: 'int32',
    })),
  ),
};
