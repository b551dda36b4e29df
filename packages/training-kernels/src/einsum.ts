import {
  backend_util,
  clone,
  Einsum,
  matMul,
  mul,
  reshape,
  sum,
  util,
  type EinsumAttrs,
  type EinsumInputs,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { einsumTerms, labelsIn, relabel, sumOut } from './einsum-terms.js';
import { trainingKernel } from './training-kernel.js';

/** (B, I, J)·(B, J, K) → (B, I, K); by product and sum where matMul is of no use: integers, and nothing to contract. */
const contract = (a: Tensor, b: Tensor, [batch, rows, inner, columns]: [number, number, number, number]) => {
  if (inner > 1 && a.dtype === 'float32' && b.dtype === 'float32') {
    return matMul(reshape(a, [batch, rows, inner]), reshape(b, [batch, inner, columns]));
  }
  return sum(mul(reshape(a, [batch, rows, inner, 1]), reshape(b, [batch, 1, inner, columns])), 2);
};

const pair = (a: Tensor, b: Tensor, [termA, termB]: readonly [string, string], output: string) => {
  const [left, labelsLeft] = sumOut(a, termA, output + termB);
  const [right, labelsRight] = sumOut(b, termB, output + termA);
  const shared = labelsIn(labelsLeft, labelsRight);
  const batch = labelsIn(shared, output);
  const inner = labelsIn(shared, output, false);
  const rows = labelsIn(labelsLeft, shared, false);
  const columns = labelsIn(labelsRight, shared, false);
  const sizes = new Map(Array.from(termA + termB, (label, axis) => [label, [...a.shape, ...b.shape][axis]!]));
  const shape = (labels: string) => Array.from(labels, (label) => sizes.get(label)!);
  const size = (labels: string) => util.sizeFromShape(shape(labels));
  const product = contract(relabel(left, labelsLeft, batch + rows + inner), relabel(right, labelsRight, batch + inner + columns), [
    size(batch),
    size(rows),
    size(inner),
    size(columns),
  ]);
  return relabel(reshape(product, shape(batch + rows + columns)), batch + rows + columns, output);
};

/** The sum over every label that is not in the output of the products of one or two tensors. */
export const einsum = trainingKernel<{ inputs: EinsumInputs; attributes: EinsumAttrs }>(Einsum, (inputs, { equation }) => {
  const tensors = Object.values(inputs);
  const { allDims, idDims } = backend_util.decodeEinsumEquation(equation, tensors.length);
  backend_util.checkEinsumDimSizes(allDims.length, idDims, tensors);
  const { inputs: terms, output } = einsumTerms(equation);
  const [a, b] = tensors;
  if (b !== undefined) return pair(a!, b, [terms[0]!, terms[1]!], output);
  const [summed, labels] = sumOut(a!, terms[0]!, output);
  const result = relabel(summed, labels, output);
  return result === a ? clone(a) : result;
});
