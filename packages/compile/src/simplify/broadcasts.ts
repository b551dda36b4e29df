import { backend_util } from '@tensorflow/tfjs-core';
import { sameShape, type Shape } from '@hourglass/core';
import type { Value } from '../graph.js';
import { binaryKernels, comparisonKernels, unaryKernels } from '../trace/infer-elementwise.js';
import type { Rewriting, Rule } from './rewriting.js';

/** Kernels that compute each element from one element of each operand. */
export const elementwise: ReadonlySet<string> = new Set([
  ...unaryKernels,
  ...binaryKernels,
  ...comparisonKernels,
  ...['Cast', 'Exp', 'FloorDiv', 'IsFinite', 'IsInf', 'IsNan', 'LeakyRelu', 'LogicalNot'],
]);

/**
 * Element-wise kernels broadcast by themselves: they are given what was repeated rather than the repetition, and where
 * every operand was repeated, the result is repeated in their place. TensorFlow.js's gradients of sums and means multiply
 * by whole tensors of ones for this.
 */
export const lateBroadcast: Rule = (node, graph) => {
  if (!elementwise.has(node.kernel)) return undefined;
  const inputs = node.inputs.map((value) => unrepeated(value, graph));
  if (inputs.every((value, place) => value === node.inputs[place])) return undefined;
  const { shape, dtype } = node.outputs[0]!;
  const needed = inputs.map((value) => [...value.shape]).reduce((a, b) => backend_util.assertAndGetBroadcastShape(a, b));
  if (sameShape(needed, shape)) return graph.add({ ...node, inputs });
  const [small] = graph.add({ ...node, inputs, outputs: [{ shape: needed, dtype }] });
  return [broadcastTo(small!, shape, graph)];
};

/** A value repeated along its axes of size 1, and along new ones before them. */
export function broadcastTo(value: Value, shape: Shape, graph: Rewriting): Value {
  const aligned = [...Array.from({ length: shape.length - value.shape.length }, () => 1), ...value.shape];
  const x = graph.apply('Reshape', value, { shape: aligned }, aligned);
  return graph.apply('Tile', x, { reps: shape.map((size, axis) => (aligned[axis] === size ? 1 : size)) }, shape);
}

function unrepeated(value: Value, graph: Rewriting): Value {
  const node = graph.producer(value);
  const source = node?.inputs[0];
  if (node?.kernel === 'Tile' && source!.shape.every((size, axis) => size === 1 || size === value.shape[axis])) return source!;
  const uniform = value.shape.length > 0 ? graph.uniform(value) : undefined;
  return uniform === undefined ? value : scalar(uniform, value.dtype, graph);
}

function scalar(number: number, dtype: Value['dtype'], graph: Rewriting): Value {
  const type = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype];
  return graph.constant(type.of(number), [], dtype);
}
