import { sameShape, type Shape } from '@hourglass/core';
import type { DType, Graph, Node, Value } from '../graph.js';
import { nodeKey } from './node-key.js';

export type Constant = Float32Array | Int32Array | Uint8Array;

/** What takes the place of a node: values of the same shapes and types as its outputs. */
type Replacement = readonly Value[] | undefined;

/** A reason to write something simpler than this node; its inputs are simplified already. */
export type Rule = (node: Node, graph: Rewriting) => Replacement;

/** A graph while it is written anew. */
export interface Rewriting {
  producer(value: Value): Node | undefined;
  constantOf(value: Value): Constant | undefined;
  /** The number that all elements of a value are, if that is known. */
  uniform(value: Value): number | undefined;
  /** Adds what is left of a node after all rules; gives the values that stand for its outputs. */
  add(node: Node): readonly Value[];
  /** The outputs of a node like this one, if there is one. */
  written(node: Node): readonly Value[] | undefined;
  /** Adds a node of one input and one output. */
  apply(kernel: string, x: Value, attrs: Node['attrs'], shape: Shape): Value;
  constant(values: Constant, shape: Shape, dtype: DType): Value;
}

export function createRewriting(rules: readonly Rule[]): Rewriting & Pick<Graph, 'constants' | 'nodes'> {
  const constants = new Map<Value, Constant>();
  const nodes: Node[] = [];
  const producers = new Map<Value, Node>();
  const written = new Map<string, Node>();
  const sameKind = new Map<string, Value[]>();
  const numbered = new Map<Value, number>();
  const uniforms = new Map<Value, number | undefined>();

  const number = (value: Value): number => {
    const known = numbered.get(value) ?? numbered.size;
    numbered.set(value, known);
    return known;
  };

  const findUniform = (value: Value): number | undefined => {
    const values = constants.get(value);
    if (values) return values.every((x) => Object.is(x, values[0])) ? values[0] : undefined;
    const node = producers.get(value);
    if (node?.kernel === 'ZerosLike') return 0;
    if (node?.kernel === 'OnesLike') return 1;
    if (node?.kernel === 'Fill') return node.attrs['value'] as number;
    return node?.kernel === 'Tile' || node?.kernel === 'Reshape' ? rewriting.uniform(node.inputs[0]!) : undefined;
  };

  const rewriting: ReturnType<typeof createRewriting> = {
    constants,
    nodes,
    producer: (value) => producers.get(value),
    constantOf: (value) => constants.get(value),
    uniform(value) {
      if (!uniforms.has(value)) uniforms.set(value, findUniform(value));
      return uniforms.get(value);
    },
    add(node) {
      for (const rule of rules) {
        const found = rule(node, rewriting);
        if (found) return found;
      }
      const key = nodeKey(node, number);
      const same = written.get(key);
      if (same) return same.outputs;
      written.set(key, node);
      nodes.push(node);
      for (const output of node.outputs) producers.set(output, node);
      return node.outputs;
    },
    written: (node) => written.get(nodeKey(node, number))?.outputs,
    apply: (kernel, x, attrs, shape) =>
      rewriting.add({ kernel, inputs: [x], inputNames: ['x'], attrs, outputs: [{ shape, dtype: x.dtype }] })[0]!,
    constant(values, shape, dtype) {
      const alike = sameKind.get(`${dtype}[${shape}]`) ?? [];
      const present = alike.find((value) => constants.get(value)!.every((x, i) => Object.is(x, values[i])));
      if (present) return present;
      const value: Value = { shape, dtype };
      constants.set(value, values);
      sameKind.set(`${dtype}[${shape}]`, [...alike, value]);
      return value;
    },
  };
  return rewriting;
}

/** True where one value can stand for the other. */
export const interchangeable = (a: Value, b: Value): boolean => a.dtype === b.dtype && sameShape(a.shape, b.shape);
