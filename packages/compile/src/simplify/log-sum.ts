import { sizeOf } from '@hourglass/core';
import type { Value } from '../graph.js';
import { binary, complement, from, isElementByElement, unshaped } from './patterns.js';
import type { Rewriting, Rule } from './rewriting.js';

/*
 * Σ ln q is Σ ln (q₁·q₂·q₃·q₄), with a quarter of the logarithms, which take longer than anything else of a cross-entropy. So
 * where q is 1 − p of a p that is kept away from 1, as losses do, and no product is too small for a float.
 */

const together = 4;
const leastFactor = 1e-8;

const isReductionOfAll = (kernel: string, y: Value): boolean => (kernel === 'Mean' || kernel === 'Sum') && sizeOf(y.shape) === 1;

/** q, where a value is ln q of such a q, whatever shape it was given. */
function factors(graph: Rewriting, value: Value): Value | undefined {
  const q = from(graph, unshaped(graph, value), 'Log')?.inputs[0];
  const p = q && complement(graph, unshaped(graph, q));
  const { clipValueMin, clipValueMax } = from(graph, p && unshaped(graph, p), 'ClipByValue')?.attrs ?? {};
  const isBounded = (clipValueMin as number) >= 0 && 1 - Math.fround(clipValueMax as number) >= leastFactor;
  return isBounded && sizeOf(q!.shape) % together === 0 ? q : undefined;
}

/** The mean of a + ln q is that of a and that of ln q. */
export const apartFromLogs: Rule = ({ kernel, inputs: [x], attrs, outputs: [y] }, graph) => {
  const sum = isReductionOfAll(kernel, y!) ? from(graph, x, 'Add') : undefined;
  if (!sum || !isElementByElement(sum.inputs, x!) || !sum.inputs.some((value) => factors(graph, value))) return undefined;
  const [a, b] = sum.inputs.map((value) => graph.apply(kernel, value, attrs, y!.shape));
  return [binary(graph, 'Add', [a!, b!], y!)];
};

export const logsOfProducts: Rule = ({ kernel, inputs: [x], outputs: [y] }, graph) => {
  const q = isReductionOfAll(kernel, y!) ? factors(graph, x!) : undefined;
  if (!q) return undefined;
  const size = sizeOf(q.shape);
  const part = { shape: [size / together], dtype: q.dtype };
  const parts = graph.add({
    kernel: 'SplitV',
    inputs: [graph.apply('Reshape', q, { shape: [size] }, [size])],
    inputNames: ['x'],
    attrs: { numOrSizeSplits: Array.from({ length: together }, () => size / together), axis: 0 },
    outputs: Array.from({ length: together }, () => ({ ...part })),
  });
  const product = (a: Value, b: Value): Value => binary(graph, 'Multiply', [a, b], part);
  const products = product(product(parts[0]!, parts[1]!), product(parts[2]!, parts[3]!));
  const reduced = graph.apply(kernel, graph.apply('Log', products, {}, part.shape), { axis: [0], keepDims: false }, []);
  const share = graph.constant(Float32Array.of(1 / together), [], 'float32');
  const result = kernel === 'Sum' ? reduced : binary(graph, 'Multiply', [share, reduced], reduced);
  return [graph.apply('Reshape', result, { shape: y!.shape }, y!.shape)];
};
