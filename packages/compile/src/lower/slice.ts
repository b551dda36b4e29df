import { slice_util, util, type SliceAttrs, type StridedSliceAttrs } from '@tensorflow/tfjs-core';
import { inputOf, type Value } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { reshape } from './reshape.js';
import { outputOf } from './typed.js';

const slice: Lowering = (node, onnx) => {
  const { begin, size } = node.attrs as unknown as SliceAttrs;
  const x = inputOf(node, 'x');
  const shaped = { shape: [...x.shape] } as Parameters<typeof slice_util.parseSliceParams>[0];
  const [begins, sizes] = slice_util.parseSliceParams(shaped, begin, size) as [number[], number[]];
  const cut = x.shape.flatMap((length, axis) => (sizes[axis] === length ? [] : [axis]));
  if (cut.length === 0) return onnx.name(x);
  const ends = cut.map((axis) => begins[axis]! + sizes[axis]!);
  return onnx.node('Slice', [onnx.name(x), onnx.vector(cut.map((axis) => begins[axis]!)), onnx.vector(ends), onnx.vector(cut)]);
};

/** What ONNX reads as "before the first element" where a slice runs backwards; −1 would be the last one. */
const beforeFirst = -(2 ** 31);

const stridedSlice: Lowering = (node, onnx) => {
  const { begin, end, strides, ...masks } = node.attrs as unknown as StridedSliceAttrs;
  const x = inputOf(node, 'x');
  const info = slice_util.sliceInfo(
    [...x.shape],
    begin,
    end,
    strides,
    masks.beginMask,
    masks.endMask,
    masks.ellipsisMask,
    masks.newAxisMask,
    masks.shrinkAxisMask,
  );
  const ends = info.end.map((last, axis) => (info.strides[axis]! < 0 && last < 0 ? beforeFirst : last));
  const axes = onnx.vector(x.shape.map((_, axis) => axis));
  const sliced = onnx.node('Slice', [onnx.name(x), onnx.vector(info.begin), onnx.vector(ends), axes, onnx.vector(info.strides)]);
  const shape = x.shape.map((_, axis) => Math.max(0, Math.ceil((info.end[axis]! - info.begin[axis]!) / info.strides[axis]!)));
  return reshape(onnx, sliced, shape, outputOf(node).shape);
};

function reversed(onnx: OnnxWriter, x: Value, axes: readonly number[]): OnnxName {
  if (axes.length === 0) return onnx.name(x);
  const all = (value: number) => onnx.vector(axes.map(() => value));
  return onnx.node('Slice', [onnx.name(x), all(-1), all(beforeFirst), onnx.vector(axes), all(-1)]);
}

const reverse: Lowering = (node, onnx) => {
  const x = inputOf(node, 'x');
  return reversed(onnx, x, util.parseAxisParam(node.attrs['dims'] as number[], [...x.shape]));
};

/** Of images (batch, height, width, channels). */
const flipLeftRight: Lowering = (node, onnx) => reversed(onnx, inputOf(node, 'image'), [2]);

export const sliceLowerings: Lowerings = { Slice: slice, StridedSlice: stridedSlice, Reverse: reverse, FlipLeftRight: flipLeftRight };
