import type { Shape } from '@hourglass/core';

/** The types of element that a graph knows; `bool` is what comparisons give. */
export type DType = 'float32' | 'int32' | 'bool';

/** A tensor of the graph: its shape and type are known, its values are not. Two values are the same only if identical. */
export interface Value {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** One kernel of TensorFlow.js, recorded instead of run. */
export interface Node {
  /** TensorFlow.js's name of the kernel: `BatchMatMul`, `Relu`, `_FusedMatMul`. */
  readonly kernel: string;
  /** By TensorFlow.js's names of the inputs; a list for kernels such as `Concat` and `AddN`, under the name `inputs`. */
  readonly inputs: readonly Value[];
  /** TensorFlow.js's names of `inputs`, in their order (`a`, `b`; `x`; `0`, `1` for a list). */
  readonly inputNames: readonly string[];
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly outputs: readonly Value[];
}

/** What was recorded: nodes in an order in which each comes after what it reads. */
export interface Graph {
  /** What is given anew at each run, by name: batch, parameters, draws, schedules. */
  readonly inputs: ReadonlyMap<string, Value>;
  readonly constants: ReadonlyMap<Value, Float32Array | Int32Array | Uint8Array>;
  readonly nodes: readonly Node[];
  /** What is asked for, by name; an output may be an input or a constant. */
  readonly outputs: ReadonlyMap<string, Value>;
}

/** The input of a node with this name of TensorFlow.js. */
export function inputOf(node: Node, name: string): Value {
  const found = node.inputs[node.inputNames.indexOf(name)];
  if (!found) throw new Error(`${node.kernel} has no input ${name}.`);
  return found;
}
