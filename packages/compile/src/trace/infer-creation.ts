import {
  Fill, LinSpace, OneHot, OnesLike, Range, util, ZerosLike,
  type FillAttrs, type LinSpaceAttrs, type OneHotAttrs, type OneHotInputs, type RangeAttrs, type UnaryInputs,
} from '@tensorflow/tfjs-core';
import { each, infer, like, type Inferences } from './inference.js';

/** As TensorFlow.js counts, with its exception for a falling range of step 1. */
const rangeLength = ({ start, stop, step }: RangeAttrs): number => {
  const empty = start === stop || (start < stop && step < 0) || (stop < start && step > 1);
  return empty ? 0 : Math.abs(Math.ceil((stop - start) / step));
};

export const creation: Inferences = {
  ...each([ZerosLike, OnesLike], infer<[UnaryInputs]>(({ x }) => like(x))),
  [Fill]: infer<[object, FillAttrs]>((_, { shape, value, dtype }) => ({
    shape: [...shape],
    dtype: dtype || util.inferDtype(value), // '' where tf.fill was given none
  })),
  [Range]: infer<[object, RangeAttrs]>((_, attributes) => ({ shape: [rangeLength(attributes)], dtype: attributes.dtype })),
  [LinSpace]: infer<[object, LinSpaceAttrs]>((_, { num }) => ({ shape: [num], dtype: 'float32' })),
  [OneHot]: infer<[OneHotInputs, OneHotAttrs]>(({ indices }, { depth, dtype }) => ({
    shape: [...indices.shape, depth],
    dtype,
  })),
};
