import { broadcastTo, Einsum, einsum, reshape, type EinsumAttrs, type GradConfig, type Tensor } from '@tensorflow/tfjs-core';
import { einsumTerms, labelsIn } from './einsum-terms.js';

/** The gradient by a tensor labelled `term`: the einsum of dy and the other tensor; a label found nowhere else is repeated. */
const gradientBy = (input: Tensor, term: string, dy: [Tensor, string], other?: [Tensor, string]) => {
  const known = labelsIn(term, dy[1] + (other?.[1] ?? ''));
  const factors = other === undefined ? [dy] : [dy, other];
  const equation = `${factors.map(([, labels]) => labels).join(',')}->${known}`;
  const gradient = einsum(equation, ...factors.map(([tensor]) => tensor));
  if (known === term) return gradient;
  const shape = Array.from(term).map((label, axis) => (known.includes(label) ? input.shape[axis]! : 1));
  return broadcastTo(reshape(gradient, shape), input.shape);
};

/** ∂⟨dy, einsum(a, b)⟩/∂a = einsum(dy, b): Laue, Mitterreiter, Giesen, Computing Higher Order Derivatives (2018). */
export const einsumGradient: GradConfig = {
  kernelName: Einsum,
  saveAllInputs: true,
  gradFunc: (dy, saved, attributes) => {
    const { inputs, output } = einsumTerms((attributes as unknown as EinsumAttrs).equation);
    const outer: [Tensor, string] = [dy as Tensor, output];
    const [a, b] = saved;
    const [termA, termB] = inputs;
    if (b === undefined) return { 0: () => gradientBy(a!, termA!, outer) };
    return {
      0: () => gradientBy(a!, termA!, outer, [b, termB!]),
      1: () => gradientBy(b, termB!, outer, [a!, termA!]),
    };
  },
};
