import { sameShape, sizeOf } from '@hourglass/core';
import { broadcastTo, elementwise } from './broadcasts.js';
import type { Value } from '../graph.js';
import type { Rewriting, Rule } from './rewriting.js';

/** Reshapes in a row are the last one. */
export const mergeReshapes: Rule = ({ kernel, inputs: [x], outputs: [y] }, graph) => {
  if (kernel !== 'Reshape') return undefined;
  const before = graph.producer(x!);
  const source = before?.inputs[0];
  if (before?.kernel === 'Reshape') return [graph.apply('Reshape', source!, { shape: y!.shape }, y!.shape)];
  const repeated = before?.kernel === 'Tile' && sizeOf(source!.shape) === 1;
  return repeated ? [broadcastTo(graph.apply('Reshape', source!, { shape: [] }, []), y!.shape, graph)] : undefined;
};

/** Transposes in a row are one; one that moves only axes of size 1 is a Reshape. */
export const mergeTransposes: Rule = ({ kernel, inputs: [x], attrs, outputs: [y] }, graph) => {
  if (kernel !== 'Transpose') return undefined;
  const perm = attrs['perm'] as readonly number[];
  const long = perm.filter((axis) => x!.shape[axis] !== 1);
  if (long.every((axis, place) => place === 0 || long[place - 1]! < axis))
    return sameShape(x!.shape, y!.shape) ? [x!] : [graph.apply('Reshape', x!, { shape: y!.shape }, y!.shape)];
  const before = graph.producer(x!);
  if (before?.kernel !== 'Transpose') return undefined;
  const first = before.attrs['perm'] as readonly number[];
  return [graph.apply('Transpose', before.inputs[0]!, { perm: perm.map((axis) => first[axis]!) }, y!.shape)];
};

/** An element-wise kernel of operands that were reshaped alike, and of numbers, comes before the Reshape. */
export const lateReshape: Rule = (node, graph) => {
  const { inputs, outputs: [y] } = node;
  if (!elementwise.has(node.kernel)) return undefined;
  const shaped = inputs.filter(({ shape }) => shape.length > 0);
  const sources = shaped.map((value) => (sameShape(value.shape, y!.shape) ? reshaped(value, graph) : undefined));
  const shape = sources[0]?.shape;
  if (!shape || !sources.every((source) => source && sameShape(source.shape, shape))) return undefined;
  const early = inputs.map((value) => reshaped(value, graph) ?? value);
  const [result] = graph.add({ ...node, inputs: early, outputs: [{ shape, dtype: y!.dtype }] });
  return [graph.apply('Reshape', result!, { shape: y!.shape }, y!.shape)];
};

function reshaped(value: Value, graph: Rewriting): Value | undefined {
  const node = graph.producer(value);
  return node?.kernel === 'Reshape' ? node.inputs[0] : undefined;
}
