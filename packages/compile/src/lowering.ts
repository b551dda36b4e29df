import type { Shape } from '@hourglass/core';
import type { DType, Node, Value } from './graph.js';

/** A tensor of the ONNX graph, by its name there. */
export type OnnxName = string;

export type Attribute = number | string | readonly number[] | { readonly float: number };

/** What a lowering writes with. */
export interface OnnxWriter {
  /** The name of a value of our graph, which was written before. */
  name(value: Value): OnnxName;
  /**
   * Adds a node of the standard operators.
   *
   * @param operator ONNX's name: `MatMul`, `Conv`, `ReduceSum`; a whole number among `attributes` is an int, a `{ float }` a float
   * @returns the names of `outputs` new tensors (default one)
   */
  node(operator: string, inputs: readonly OnnxName[], attributes?: Readonly<Record<string, Attribute>>): OnnxName;
  nodes(operator: string, inputs: readonly OnnxName[], attributes: Readonly<Record<string, Attribute>>, outputs: number): OnnxName[];
  /** A constant; equal ones are written once. */
  constant(values: Float32Array | Int32Array | BigInt64Array | Uint8Array, shape: Shape, dtype: DType | 'int64'): OnnxName;
  /** A vector of int64, as ONNX wants shapes, axes and pads. */
  vector(values: readonly number[]): OnnxName;
}

/** Writes one kernel as ONNX; gives the names of its outputs, in their order. */
export type Lowering = (node: Node, onnx: OnnxWriter) => OnnxName | readonly OnnxName[];

/** Lowerings by TensorFlow.js's name of the kernel. */
export type Lowerings = Readonly<Record<string, Lowering>>;
