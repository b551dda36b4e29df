import { sum, transpose, type Tensor } from '@tensorflow/tfjs-core';

/** The labels of an equation: those of each input, and those of the output. */
export interface EinsumTerms {
  readonly inputs: readonly string[];
  readonly output: string;
}

export const einsumTerms = (equation: string): EinsumTerms => {
  const [inputs = '', output = ''] = equation.replace(/\s/g, '').split('->');
  if (new Set(output).size !== output.length) {
    throw new Error(`Expected an einsum output without repeated labels, received '${equation}'.`);
  }
  return { inputs: inputs.split(','), output };
};

/** The labels of `term` that occur, or with `present = false` do not occur, in `others`. */
export const labelsIn = (term: string, others: string, present = true) =>
  Array.from(term).filter((label) => others.includes(label) === present).join('');

/** Sums over the labels that are not in `kept`; returns the tensor and the labels left. */
export const sumOut = (tensor: Tensor, term: string, kept: string): [Tensor, string] => {
  const axes = Array.from(term).flatMap((label, axis) => (kept.includes(label) ? [] : [axis]));
  return axes.length === 0 ? [tensor, term] : [sum(tensor, axes), labelsIn(term, kept)];
};

/** Reorders the axes of a tensor labelled `from` so that it is labelled `to`. */
export const relabel = (tensor: Tensor, from: string, to: string): Tensor =>
  from === to ? tensor : transpose(tensor, Array.from(to).map((label) => from.indexOf(label)));
