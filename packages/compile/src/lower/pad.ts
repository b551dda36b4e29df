import type { MirrorPadAttrs, PadV2Attrs } from '@tensorflow/tfjs-core';
import { inputOf } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { scalar } from './typed.js';

/** How much is added before and after the elements of an axis. */
export type Padding = readonly [before: number, after: number];

/**
 * The tensor with more elements around it. All axes are named: ONNX Runtime mistakes which are meant where only some are, when
 * it moves a transpose past the padding.
 *
 * @param paddings for each axis
 * @param fill a constant of the tensor's type
 */
export function pad(onnx: OnnxWriter, name: OnnxName, paddings: readonly Padding[], fill: OnnxName): OnnxName {
  if (paddings.flat().every((size) => size === 0)) return name;
  const pads = onnx.vector([...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)]);
  return onnx.node('Pad', [name, pads, fill]);
}

const padV2: Lowering = (node, onnx) => {
  const { paddings, constantValue } = node.attrs as unknown as PadV2Attrs;
  const x = inputOf(node, 'x');
  return pad(onnx, onnx.name(x), paddings, scalar(onnx, constantValue, x.dtype));
};

/** Where each element of a mirrored axis comes from; `symmetric` repeats the border, `reflect` does not. */
const mirrored = (length: number, [before, after]: Padding, mode: 'reflect' | 'symmetric') =>
  Int32Array.from({ length: before + length + after }, (_, i) => {
    const offset = mode === 'reflect' ? 0 : 1;
    const source = i - before;
    if (source < 0) return -source - offset;
    return source < length ? source : 2 * (length - 1) - source + offset;
  });

const mirrorPad: Lowering = (node, onnx) => {
  const { paddings, mode } = node.attrs as unknown as MirrorPadAttrs;
  const x = inputOf(node, 'x');
  return paddings.reduce((name, padding, axis) => {
    if (padding[0] === 0 && padding[1] === 0) return name;
    const sources = mirrored(x.shape[axis]!, padding, mode);
    return onnx.node('Gather', [name, onnx.constant(sources, [sources.length], 'int32')], { axis });
  }, onnx.name(x));
};

export const padLowerings: Lowerings = { PadV2: padV2, MirrorPad: mirrorPad };
