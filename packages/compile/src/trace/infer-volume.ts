import {
  AvgPool3D, AvgPool3DGrad, backend_util, Conv3D, Conv3DBackpropFilterV2, Conv3DBackpropInputV2, MaxPool3D,
  MaxPool3DGrad,
  type AvgPool3DGradInputs, type Conv3DAttrs, type Conv3DBackpropFilterV2Attrs, type Conv3DBackpropFilterV2Inputs,
  type Conv3DBackpropInputV2Attrs, type Conv3DBackpropInputV2Inputs, type Conv3DInputs, type MaxPool3DAttrs,
  type UnaryInputs,
} from '@tensorflow/tfjs-core';
import { each, infer, like, type Inferences } from './inference.js';

type Five = [number, number, number, number, number];

export const volume: Inferences = {
  [Conv3D]: infer<[Conv3DInputs, Conv3DAttrs]>(({ x, filter }, { strides, pad, dilations }) => ({
    shape: backend_util.computeConv3DInfo(x.shape as Five, filter.shape as Five, strides, dilations, pad).outShape,
    dtype: x.dtype,
  })),
  [Conv3DBackpropInputV2]: infer<[Conv3DBackpropInputV2Inputs, Conv3DBackpropInputV2Attrs]>((_, { inputShape }) => ({
    shape: [...inputShape],
    dtype: 'float32',
  })),
  [Conv3DBackpropFilterV2]: infer<[Conv3DBackpropFilterV2Inputs, Conv3DBackpropFilterV2Attrs]>((_, { filterShape }) => ({
    shape: [...filterShape],
    dtype: 'float32',
  })),
  ...each(
    [MaxPool3D, AvgPool3D],
    infer<[UnaryInputs, MaxPool3DAttrs]>(({ x }, { filterSize, strides, pad, dimRoundingMode, dataFormat }) => {
      const shape = x.shape as Five;
      return {
        shape: backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode, dataFormat).outShape,
        dtype: 'float32',
      };
    }),
  ),
  ...each([MaxPool3DGrad, AvgPool3DGrad], infer<[AvgPool3DGradInputs]>(({ input }) => like(input, 'float32'))),
};
