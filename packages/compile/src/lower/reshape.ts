import { sameShape, type Shape } from '@hourglass/core';
import type { OnnxName, OnnxWriter } from '../lowering.js';

interface Origin {
  readonly name: OnnxName;
  readonly shape: Shape;
}

const origins = new WeakMap<OnnxWriter, Map<OnnxName, Origin>>();

/** The tensor in another shape; a reshape of a reshape becomes one, and none where it comes back to its first shape. */
export function reshape(onnx: OnnxWriter, name: OnnxName, from: Shape, to: Shape): OnnxName {
  if (sameShape(from, to)) return name;
  const known = origins.get(onnx) ?? new Map<OnnxName, Origin>();
  origins.set(onnx, known);
  const origin = known.get(name) ?? { name, shape: from };
  if (sameShape(origin.shape, to)) return origin.name;
  // A first axis that stays is given as 0, "as it is", so that a file may be used with another batch size.
  const [first] = to;
  const keeps = to.length > 0 && first === origin.shape[0] && !to.includes(0);
  const reshaped = onnx.node('Reshape', [origin.name, onnx.vector(keeps ? [0, ...to.slice(1)] : to)], keeps || !to.includes(0) ? {} : { allowzero: 1 });
  known.set(reshaped, origin);
  return reshaped;
}
