import type { Node } from '../graph.js';
import type { OnnxName, OnnxWriter } from '../lowering.js';
import type { Windows } from './windows.js';

/** One way to write a kernel of convolutions; all ways give the same values, at very different speeds. */
interface Formulation {
  /** False where the formula does not hold, such as for strides. */
  readonly holds: (windows: Windows) => boolean;
  /** @returns the result with its channels as the node has them */
  readonly lower: (node: Node, onnx: OnnxWriter, windows: Windows) => OnnxName;
}

export type Formulations = Readonly<Record<string, Formulation>>;

/** A kernel that can be written in several ways. */
export interface Formulated {
  readonly formulations: Formulations;
  readonly windowsOf: (node: Node) => Windows;
  /** The formulation that was fastest for such windows with filters of 3 × 3 on two cores. */
  readonly likely: (windows: Windows) => string;
}

/** Writes a node in the way that its attribute `formulation` names, or else in the likely one. */
export function lowerBy({ formulations, windowsOf, likely }: Formulated, node: Node, onnx: OnnxWriter): OnnxName {
  const windows = windowsOf(node);
  const name = (node.attrs['formulation'] as string | undefined) ?? likely(windows);
  const formulation = Object.hasOwn(formulations, name) ? formulations[name]! : undefined;
  if (!formulation?.holds(windows)) throw new Error(`${node.kernel} has no formulation ${name} for these windows.`);
  return formulation.lower(node, onnx, windows);
}

export const always = (): boolean => true;

/** Where windows move by one pixel, cover the image and do not reach further out than they are wide. */
export const isDense = ({ strides, dilations, kernel, before, after, uncovered }: Windows): boolean =>
  [...strides, ...dilations].every((step) => step === 1) &&
  uncovered.every((size) => size === 0) &&
  kernel.every((size, i) => before[i]! < size && after[i]! < size);

/** The pads with which a window that lay at the border on one side lies there on the other. */
export const oppositePads = ({ kernel, before, after }: Windows): number[] =>
  [before, after].flatMap((pads) => kernel.map((size, i) => size - 1 - pads[i]!));

/** What is given, backwards along two axes. */
export const flipped = (onnx: OnnxWriter, name: OnnxName, axes: readonly [number, number]): OnnxName =>
  onnx.node('Slice', [name, onnx.vector([-1, -1]), onnx.vector([-(2 ** 31), -(2 ** 31)]), onnx.vector(axes), onnx.vector([-1, -1])]);
