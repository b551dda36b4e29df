import type { OnnxName, OnnxWriter } from '../lowering.js';

interface Origin {
  readonly name: OnnxName;
  readonly axes: readonly number[];
}

const origins = new WeakMap<OnnxWriter, Map<OnnxName, Origin>>();

/**
 * The tensor with its axes in another order; a transpose of a transpose becomes one, or none.
 *
 * @param axes for each axis of the result, the axis it was
 */
export function transpose(onnx: OnnxWriter, name: OnnxName, axes: readonly number[]): OnnxName {
  const known = origins.get(onnx) ?? new Map<OnnxName, Origin>();
  origins.set(onnx, known);
  const before = known.get(name);
  const origin = before ? { name: before.name, axes: axes.map((axis) => before.axes[axis]!) } : { name, axes };
  if (origin.axes.every((axis, i) => axis === i)) return origin.name;
  const transposed = onnx.node('Transpose', [origin.name], { perm: origin.axes });
  known.set(transposed, origin);
  return transposed;
}
