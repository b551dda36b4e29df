import { sizeOf } from '@hourglass/core';
import type { Value } from '../graph.js';
import { from, unshaped } from './patterns.js';
import type { Rewriting, Rule } from './rewriting.js';

/** k and x, of the value's shape, of a value that is k·x for a number k. */
function scaled(graph: Rewriting, value: Value): { readonly factor: number; readonly x: Value } | undefined {
  const source = unshaped(graph, value);
  const factor = factorOf(graph, source);
  const x = graph.producer(source)?.inputs.at(-1);
  if (factor === undefined || value.dtype !== 'float32' || sizeOf(x!.shape) !== sizeOf(value.shape)) return undefined;
  return { factor, x: graph.apply('Reshape', x!, { shape: value.shape }, value.shape) };
}

/** The number that the last input is multiplied by. */
function factorOf(graph: Rewriting, value: Value): number | undefined {
  if (from(graph, value, 'Neg')) return -1;
  const [a] = from(graph, value, 'Multiply')?.inputs ?? [];
  return a && graph.uniform(a);
}

/** The mean of k·x is k times the mean of x. */
export const lateScale: Rule = ({ kernel, inputs: [x], attrs, outputs: [y] }, graph) => {
  const found = kernel === 'Mean' || kernel === 'Sum' ? scaled(graph, x!) : undefined;
  if (!found) return undefined;
  const reduced = graph.apply(kernel, found.x, attrs, y!.shape);
  if (found.factor === -1) return [graph.apply('Neg', reduced, {}, y!.shape)];
  const factor = graph.constant(Float32Array.of(found.factor), [], 'float32');
  return graph.add({ kernel: 'Multiply', inputs: [factor, reduced], inputNames: ['a', 'b'], attrs: {}, outputs: [y!] });
};

/** A product of k·a and b takes k as its own factor, the attribute `factor`. */
export const scaledProduct: Rule = (node, graph) => {
  const { kernel, inputs, attrs, outputs: [y] } = node;
  if (kernel !== 'BatchMatMul' || y!.shape.length !== 2) return undefined;
  const place = inputs.findIndex((value) => factorOf(graph, unshaped(graph, value)) !== undefined);
  const found = place < 0 ? undefined : scaled(graph, inputs[place]!);
  if (!found) return undefined;
  const factor = found.factor * ((attrs['factor'] as number | undefined) ?? 1);
  return graph.add({ ...node, inputs: inputs.with(place, found.x), attrs: { ...attrs, factor } });
};
