import {
  backend_util, Conv2D, Conv2DBackpropFilter, Conv2DBackpropInput, DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropFilter, DepthwiseConv2dNativeBackpropInput, FusedConv2D, FusedDepthwiseConv2D,
  type Conv2DAttrs, type Conv2DBackpropFilterAttrs, type Conv2DBackpropFilterInputs, type Conv2DBackpropInputAttrs,
  type Conv2DBackpropInputInputs, type Conv2DInputs, type DepthwiseConv2dNativeAttrs,
} from '@tensorflow/tfjs-core';
import { each, infer, type Inferences } from './inference.js';

type Four = [number, number, number, number];

const convolution = infer<[Conv2DInputs, Conv2DAttrs]>(({ x, filter }, attributes) => {
  const { strides, dilations, pad, dimRoundingMode, dataFormat } = attributes;
  const format = backend_util.convertConv2DDataFormat(dataFormat);
  const shapes = [x.shape as Four, filter.shape as Four] as const;
  const info = backend_util.computeConv2DInfo(...shapes, strides, dilations, pad, dimRoundingMode, false, format);
  return { shape: info.outShape, dtype: x.dtype };
});

const depthwise = infer<[Conv2DInputs, DepthwiseConv2dNativeAttrs]>(({ x, filter }, attributes) => {
  const { strides, dilations, pad, dimRoundingMode } = attributes;
  const shapes = [x.shape as Four, filter.shape as Four] as const;
  const info = backend_util.computeConv2DInfo(...shapes, strides, dilations ?? [1, 1], pad, dimRoundingMode, true);
  return { shape: info.outShape, dtype: x.dtype };
});

const gradientByInput = infer<[Conv2DBackpropInputInputs, Conv2DBackpropInputAttrs]>((_, { inputShape }) => ({
  shape: [...inputShape],
  dtype: 'float32',
}));

const gradientByFilter = infer<[Conv2DBackpropFilterInputs, Conv2DBackpropFilterAttrs]>((_, { filterShape }) => ({
  shape: [...filterShape],
  dtype: 'float32',
}));

export const convolutional: Inferences = {
  ...each([Conv2D, FusedConv2D], convolution),
  ...each([DepthwiseConv2dNative, FusedDepthwiseConv2D], depthwise),
  ...each([Conv2DBackpropInput, DepthwiseConv2dNativeBackpropInput], gradientByInput),
  ...each([Conv2DBackpropFilter, DepthwiseConv2dNativeBackpropFilter], gradientByFilter),
};
