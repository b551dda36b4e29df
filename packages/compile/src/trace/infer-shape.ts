import {
  backend_util, BatchToSpaceND, Concat, DepthToSpace, Diag, ExpandDims, FlipLeftRight, MirrorPad, Pack, PadV2, Reshape, Reverse, Slice,
  slice_util, SpaceToBatchND, SplitV, StridedSlice, Tile, Transpose, Unpack, util,
  type BatchToSpaceNDAttrs, type ConcatAttrs, type DepthToSpaceAttrs, type ExpandDimsAttrs, type ExpandDimsInputs, type FlipLeftRightInputs,
  type PackAttrs, type PadV2Attrs, type ReshapeAttrs, type ReverseAttrs, type SliceAttrs, type SpaceToBatchNDAttrs, type SplitVAttrs,
  type StridedSliceAttrs, type TileAttrs, type TransposeAttrs, type UnaryInputs, type UnpackAttrs, type UnpackInputs,
} from '@tensorflow/tfjs-core';
import { each, infer, like, type Inference, type Inferences } from './inference.js';

const padded = (shape: readonly number[], paddings: readonly (readonly number[])[]): number[] =>
  shape.map((size, axis) => paddings[axis]![0]! + size + paddings[axis]![1]!);

const withAxis = (shape: readonly number[], axis: number, size: number): number[] => {
  const [place] = util.parseAxisParam(axis, [...shape, 0]); // of the result, which has one axis more
  return shape.toSpliced(place!, 0, size);
};

const concat: Inference = (inputs, attributes) => {
  const tensors = Object.values(inputs);
  const [axis] = util.parseAxisParam((attributes as unknown as ConcatAttrs).axis, tensors[0]!.shape);
  const shapes = tensors.map(({ shape }) => shape);
  backend_util.assertParamsConsistent(shapes, axis!);
  return { shape: backend_util.computeOutShape(shapes, axis!), dtype: tensors[0]!.dtype };
};

const pack: Inference = (inputs, attributes) => {
  const tensors = Object.values(inputs);
  const { shape, dtype } = tensors[0]!;
  for (const tensor of tensors) {
    util.assertShapesMatch(shape, tensor.shape, 'All tensors passed to stack must have matching shapes: ');
    util.assert(dtype === tensor.dtype, () => `All tensors passed to stack must have matching types, received ${dtype} and ${tensor.dtype}.`);
  }
  return { shape: withAxis(shape, (attributes as unknown as PackAttrs).axis, tensors.length), dtype };
};

export const shape: Inferences = {
  [Reshape]: infer<[UnaryInputs, ReshapeAttrs]>(({ x }, attributes) => ({
    shape: util.inferFromImplicitShape(attributes.shape, util.sizeFromShape(x.shape)),
    dtype: x.dtype,
  })),
  [ExpandDims]: infer<[ExpandDimsInputs, ExpandDimsAttrs]>(({ input }, { dim }) => ({
    shape: withAxis(input.shape, dim, 1),
    dtype: input.dtype,
  })),
  [Transpose]: infer<[UnaryInputs, TransposeAttrs]>(({ x }, { perm }) => ({
    shape: perm.map((axis) => x.shape[axis]!),
    dtype: x.dtype,
  })),
  [Concat]: concat,
  [Pack]: pack,
  [Unpack]: infer<[UnpackInputs, UnpackAttrs]>(({ value }, { axis }) => {
    const [along] = util.parseAxisParam(axis, value.shape);
    const part = { shape: value.shape.toSpliced(along!, 1), dtype: value.dtype };
    return Array.from({ length: value.shape[along!]! }, () => like(part));
  }),
  [SplitV]: infer<[UnaryInputs, SplitVAttrs]>(({ x }, { numOrSizeSplits, axis }) => {
    const [along] = util.parseAxisParam(axis, x.shape);
    const sizes = backend_util.prepareSplitSize(x, numOrSizeSplits, along);
    return sizes.map((size) => ({ shape: x.shape.with(along!, size), dtype: x.dtype }));
  }),
  [Slice]: infer<[UnaryInputs, SliceAttrs]>(({ x }, { begin, size }) => {
    const [begins, sizes] = slice_util.parseSliceParams(x, begin, size) as [number[], number[]];
    slice_util.assertParamsValid(x, begins, sizes);
    return { shape: sizes, dtype: x.dtype };
  }),
  [StridedSlice]: infer<[UnaryInputs, StridedSliceAttrs]>(({ x }, attributes) => {
    const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attributes;
    const masks = [beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask] as const;
    return { shape: slice_util.sliceInfo(x.shape, begin, end, strides, ...masks).finalShape, dtype: x.dtype };
  }),
  ...each(
    [PadV2, MirrorPad],
    infer<[UnaryInputs, PadV2Attrs]>(({ x }, { paddings }) => ({ shape: padded(x.shape, paddings), dtype: x.dtype })),
  ),
  [Tile]: infer<[UnaryInputs, TileAttrs]>(({ x }, { reps }) => ({
    shape: x.shape.map((size, axis) => size * reps[axis]!),
    dtype: x.dtype,
  })),
  [Reverse]: infer<[UnaryInputs, ReverseAttrs]>(({ x }, { dims }) => {
    util.parseAxisParam(dims, x.shape); // checks them
    return like(x);
  }),
  [FlipLeftRight]: infer<[FlipLeftRightInputs]>(({ image }) => like(image)),
  [Diag]: infer<[UnaryInputs]>(({ x }) => ({ shape: [...x.shape, ...x.shape], dtype: x.dtype })),
  [SpaceToBatchND]: infer<[UnaryInputs, SpaceToBatchNDAttrs]>(({ x }, { blockShape, paddings }) => {
    const rest = x.shape.slice(1 + blockShape.length).map(() => [0, 0]);
    const whole = padded(x.shape, [[0, 0], ...paddings, ...rest]);
    const size = util.sizeFromShape(blockShape);
    return { shape: backend_util.getReshapedPermuted(whole, blockShape, size, false), dtype: x.dtype };
  }),
  [BatchToSpaceND]: infer<[UnaryInputs, BatchToSpaceNDAttrs]>(({ x }, { blockShape, crops }) => {
    const whole = backend_util.getReshapedPermuted(x.shape, blockShape, util.sizeFromShape(blockShape));
    const cropped = backend_util.getSliceSize(whole, crops, blockShape.length); // of the batch and the block's axes
    return { shape: [...cropped, ...whole.slice(cropped.length)], dtype: x.dtype };
  }),
  [DepthToSpace]: infer<[UnaryInputs, DepthToSpaceAttrs]>(({ x }, { blockSize }) => {
    const [batch, height, width, depth] = x.shape as [number, number, number, number];
    return { shape: [batch, height * blockSize, width * blockSize, depth / blockSize ** 2], dtype: x.dtype };
  }),
};
