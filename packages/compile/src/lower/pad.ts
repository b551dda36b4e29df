import type { MirrorPadAttrs, PadV2Attrs } from '@tensorflow/tfjs-core';
import { inputOf } from '../graph.js';
import type { Lowering, Lowerings } from '../lowering.js';
import { scalar } from './typed.js';

const pad: Lowering = (node, onnx) => {
  const { paddings, constantValue } = node.attrs as unknown as PadV2Attrs;
  const x = inputOf(node, 'x');
  if (paddings.flat().every((size) => size === 0)) return onnx.name(x);
  const pads = onnx.vector([...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)]);
  return onnx.node('Pad', [onnx.name(x), pads, scalar(onnx, constantValue, x.dtype)]);
};

/** Where each element of a mirrored axis comes from; `symmetric` repeats the border, `reflect` does not. */
const mirrored = (length: number, [before, after]: readonly [number, number], mode: 'reflect' | 'symmetric') =>
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

export const padLowerings: Lowerings = { PadV2: pad, MirrorPad: mirrorPad };
