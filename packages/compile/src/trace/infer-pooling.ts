import {
  AvgPool, AvgPoolGrad, backend_util, MaxPool, MaxPoolGrad, MaxPoolWithArgmax, util,
  type AvgPoolGradInputs, type MaxPoolAttrs, type MaxPoolWithArgmaxAttrs, type TensorInfo, type UnaryInputs,
} from '@tensorflow/tfjs-core';
import { each, infer, like, type Inferences } from './inference.js';

const pooledShape = (x: TensorInfo, { filterSize, strides, pad, dimRoundingMode }: MaxPoolAttrs): number[] => {
  util.assert(x.shape.length === 4, () => `Cannot pool a tensor of shape [${x.shape}]: expected (batch, height, width, channels).`);
  const shape = x.shape as [number, number, number, number];
  return backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode).outShape;
};

export const pooling: Inferences = {
  ...each(
    [MaxPool, AvgPool],
    infer<[UnaryInputs, MaxPoolAttrs]>(({ x }, attributes) => ({ shape: pooledShape(x, attributes), dtype: x.dtype })),
  ),
  ...each([MaxPoolGrad, AvgPoolGrad], infer<[AvgPoolGradInputs]>(({ input }) => like(input, 'float32'))),
  [MaxPoolWithArgmax]: infer<[UnaryInputs, MaxPoolWithArgmaxAttrs]>(({ x }, attributes) => {
    const shape = pooledShape(x, attributes);
    return [
      { shape, dtype: x.dtype },
      { shape, dtype: 'int32' },
    ];
  }),
};
