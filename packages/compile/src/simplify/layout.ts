import { util } from '@tensorflow/tfjs-core';
import { sameShape, sizeOf, type Shape } from '@hourglass/core';
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
  const early = inputs.map((value) => (value.shape.length > 0 ? reshaped(value, graph)! : value));
  const [result] = graph.add({ ...node, inputs: early, outputs: [{ shape, dtype: y!.dtype }] });
  return [graph.apply('Reshape', result!, { shape: y!.shape }, y!.shape)];
};

/** The shape of what a Transpose gives. */
export const permuted = (shape: Shape, perm: readonly number[]): Shape => perm.map((axis) => shape[axis]!);

/**
 * An element-wise kernel of operands that were transposed alike comes before the Transpose; numbers, and values along one axis
 * such as a bias, take the shape that they need there.
 */
export const lateTranspose: Rule = (node, graph) => {
  const { inputs, outputs: [y] } = node;
  const before = inputs.map((value) => graph.producer(value)).find((producer) => producer?.kernel === 'Transpose');
  if (!elementwise.has(node.kernel) || !before || !sameShape(before.outputs[0]!.shape, y!.shape)) return undefined;
  const perm = before.attrs['perm'] as readonly number[];
  const early = inputs.map((value) => untransposed(value, perm, graph));
  if (early.some((value) => value === undefined)) return undefined;
  const [source] = before.inputs as readonly [Value];
  const [result] = graph.add({ ...node, inputs: early as Value[], outputs: [{ shape: source.shape, dtype: y!.dtype }] });
  return [graph.apply('Transpose', result!, { perm }, y!.shape)];
};

/** What gives a value when it is transposed by `perm`, or broadcasts as it would. */
function untransposed(value: Value, perm: readonly number[], graph: Rewriting): Value | undefined {
  const node = graph.producer(value);
  if (node?.kernel === 'Transpose' && sameShape(node.attrs['perm'] as Shape, perm)) return node.inputs[0];
  const { shape } = value;
  if (shape.length === 0) return value;
  if (shape.filter((size) => size !== 1).length > 1) return undefined;
  const aligned = [...Array.from({ length: perm.length - shape.length }, () => 1), ...shape];
  const whole = perm.map((_, axis) => aligned[perm.indexOf(axis)]!);
  const thin = whole.slice(whole.findIndex((size, axis) => size !== 1 || axis === whole.length - 1));
  return graph.apply('Reshape', value, { shape: thin }, thin);
}

const reductions: Readonly<Record<string, string>> = { Sum: 'axis', Mean: 'axis', Prod: 'axis', Max: 'reductionIndices', Min: 'axis' };

/** A reduction of what was transposed reduces the axes that they were before. */
export const reductionOfTransposed: Rule = (node, graph) => {
  const { kernel, inputs: [x], attrs, outputs: [y] } = node;
  const name = reductions[kernel];
  const before = name && x ? graph.producer(x) : undefined;
  if (!name || before?.kernel !== 'Transpose' || attrs['keepDims']) return undefined;
  const perm = before.attrs['perm'] as readonly number[];
  const axes = util.parseAxisParam(attrs[name] as number[], [...x!.shape]).map((axis) => perm[axis]!);
  const kept = perm.filter((axis) => !axes.includes(axis));
  const inOrder = kept.toSorted((a, b) => a - b);
  const source = before.inputs[0]!;
  const [result] = graph.add({
    ...node,
    inputs: [source],
    attrs: { ...attrs, [name]: axes },
    outputs: [{ shape: permuted(source.shape, inOrder), dtype: y!.dtype }],
  });
  return [graph.apply('Transpose', result!, { perm: kept.map((axis) => inOrder.indexOf(axis)) }, y!.shape)];
};

function reshaped(value: Value, graph: Rewriting): Value | undefined {
  const node = graph.producer(value);
  return node?.kernel === 'Reshape' ? node.inputs[0] : undefined;
}
