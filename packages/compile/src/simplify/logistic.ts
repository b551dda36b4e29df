import type { Node, Value } from '../graph.js';
import { binary, complement, from, isElementByElement, unshaped } from './patterns.js';
import type { Rewriting, Rule } from './rewriting.js';

/*
 * Cross-entropy of a sigmoid p of z, with z itself: ln p − ln(1 − p) = z, and the derivative by z,
 * (p − x) / (p·(1 − p)) · p·(1 − p), is p − x. Half the passes over the largest tensors of a step, and no rounding where p is
 * near 0 or 1. (−ln(1 − p) stays: ONNX Runtime's Softplus takes five times as long.)
 */

/** z, kept where the sigmoid's value lies inside the bounds of a `ClipByValue`, if that is what a value is. */
function logit(graph: Rewriting, value: Value | undefined): Value | undefined {
  const clip = from(graph, value, 'ClipByValue');
  const sigmoid = from(graph, clip?.inputs[0], 'Sigmoid');
  if (!clip || !sigmoid) return undefined;
  const [clipValueMin, clipValueMax] = ['clipValueMin', 'clipValueMax'].map((name) => {
    const p = Math.fround(clip.attrs[name] as number);
    return Math.log(p) - Math.log1p(-p);
  });
  const z = sigmoid.inputs[0]!;
  const bounded = clipValueMin! > -Infinity && clipValueMax! < Infinity; // false for NaN as well
  return bounded ? graph.apply('ClipByValue', z, { clipValueMin, clipValueMax }, z.shape) : undefined;
}

/** ln p − ln(1 − p) = z. */
export const differenceOfLogs: Rule = ({ kernel, inputs, outputs: [y] }, graph) => {
  if (kernel !== 'Sub' || !isElementByElement(inputs, y!)) return undefined;
  const [a, b] = inputs;
  const [p, rest] = [a, b].map((value) => from(graph, value && unshaped(graph, value), 'Log')?.inputs[0]);
  const z = p && complement(graph, rest) === p ? logit(graph, p) : undefined;
  return z && [graph.apply('Reshape', z, { shape: y!.shape }, y!.shape)];
};

/**
 * k·(p − x)/(p·(1 − p)) · s·(1 − s) = k·(s − x), where s is the sigmoid and p is s kept away from 0 and 1. What
 * TensorFlow.js gives as 0, where it was kept away, is k·(s − x) too.
 */
export const gradientByLogit: Rule = ({ kernel, inputs, outputs: [y] }, graph) => {
  if (kernel !== 'Multiply' || !isElementByElement(inputs, y!)) return undefined;
  const [a, b] = inputs;
  const s = slope(graph, unshaped(graph, b!));
  const inside = s && from(graph, s, 'Sigmoid') && from(graph, unshaped(graph, a!), 'Select')?.inputs[1];
  if (!inside) return undefined;
  const [k, quotient] = from(graph, inside, 'Multiply')?.inputs ?? [];
  const [difference, divisor] = from(graph, quotient, 'RealDiv')?.inputs ?? [];
  const p = divisor && slope(graph, unshaped(graph, divisor));
  const [minuend, x] = from(graph, difference, 'Sub')?.inputs ?? [];
  const clip = from(graph, p, 'ClipByValue');
  if (clip?.inputs[0] !== s || unshaped(graph, minuend!) !== p || !isWhereInside(graph, unshaped(graph, a!), clip)) return undefined;
  const sigmoid = graph.apply('Reshape', s, { shape: minuend!.shape }, minuend!.shape);
  const product = binary(graph, 'Multiply', [k!, binary(graph, 'Sub', [sigmoid, x!], difference!)], inside);
  return [graph.apply('Reshape', product, { shape: y!.shape }, y!.shape)];
};

/** Whether a value is made 0 exactly where what a `ClipByValue` takes lies outside its bounds. */
function isWhereInside(graph: Rewriting, value: Value, { inputs: [s], attrs }: Node): boolean {
  const [condition, , outside] = from(graph, value, 'Select')?.inputs ?? [];
  const tests = from(graph, condition && unshaped(graph, condition), 'LogicalAnd')?.inputs ?? [];
  const isBound = (test: Value | undefined, kernel: string, bound: string): boolean => {
    const [tested, limit] = from(graph, test, kernel)?.inputs ?? [];
    return tested === s && limit !== undefined && graph.uniform(limit) === Math.fround(attrs[bound] as number);
  };
  const isBounded = isBound(tests[0], 'GreaterEqual', 'clipValueMin') && isBound(tests[1], 'LessEqual', 'clipValueMax');
  return isBounded && outside !== undefined && graph.uniform(outside) === 0;
}

/** q where a value is q·(1 − q). */
function slope(graph: Rewriting, value: Value): Value | undefined {
  const [q, rest] = from(graph, value, 'Multiply')?.inputs ?? [];
  return complement(graph, rest) === q ? q : undefined;
}
