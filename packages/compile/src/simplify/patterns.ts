import { sameShape } from '@hourglass/core';
import type { Node, Value } from '../graph.js';
import type { Rewriting } from './rewriting.js';

/** The node that computes a value, if it is of this kernel. */
export const from = (graph: Rewriting, value: Value | undefined, kernel: string): Node | undefined => {
  const node = value && graph.producer(value);
  return node?.kernel === kernel ? node : undefined;
};

/** Adds a node of two operands, with a result like `y`. */
export const binary = (graph: Rewriting, kernel: string, [a, b]: readonly [Value, Value], { shape, dtype }: Value): Value =>
  graph.add({ kernel, inputs: [a, b], inputNames: ['a', 'b'], attrs: {}, outputs: [{ shape, dtype }] })[0]!;

/** What a value is, whatever shape it was given. */
export const unshaped = (graph: Rewriting, value: Value): Value => {
  const node = from(graph, value, 'Reshape');
  return node ? unshaped(graph, node.inputs[0]!) : value;
};

/** Whether operands are of the shape of the result, so that none is repeated. */
export const isElementByElement = (inputs: readonly Value[], { shape }: Value): boolean => inputs.every((value) => sameShape(value.shape, shape));

/** q where a value is 1 − q. */
export const complement = (graph: Rewriting, value: Value | undefined): Value | undefined => {
  const [one, q] = from(graph, value, 'Sub')?.inputs ?? [];
  return one && graph.uniform(one) === 1 ? q : undefined;
};
