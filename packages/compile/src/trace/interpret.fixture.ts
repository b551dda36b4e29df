import * as tf from '@tensorflow/tfjs-core';
import { sameShape } from '@hourglass/core';
import type { Graph, Node, Value } from '../graph.js';
import { imagesOf } from '../simplify/channels-first.js';

/** Inputs as TensorFlow.js's tensors, or the numbers of one. */
export type Given = Readonly<Record<string, tf.Tensor | ArrayLike<number>>>;

/**
 * Runs a graph node by node on the current backend.
 *
 * @throws Error where a kernel gives another shape or type than the graph says
 */
export function interpret(graph: Graph, given: Given): Record<string, tf.Tensor> {
  return tf.tidy(() => {
    const values = new Map<Value, tf.Tensor>();
    for (const [value, constant] of graph.constants) values.set(value, tensorOf(value, constant));
    for (const [name, value] of graph.inputs) {
      const numbers = given[name];
      if (!numbers) throw new Error(`No input ${name} was given.`);
      values.set(value, numbers instanceof tf.Tensor ? numbers : tensorOf(value, numbers));
    }
    for (const node of graph.nodes) {
      const inputs = node.inputs.map((value) => values.get(value)!);
      const outputs = runNode(node, inputs);
      node.outputs.forEach((value, place) => {
        const tensor = outputs[place]!;
        if (!sameShape(tensor.shape, value.shape) || tensor.dtype !== value.dtype)
          throw new Error(
            `${node.kernel} gave [${tensor.shape}] ${tensor.dtype}, the graph says [${value.shape}] ${value.dtype}.`,
          );
        values.set(value, tensor);
      });
    }
    return Object.fromEntries([...graph.outputs].map(([name, value]) => [name, tf.clone(values.get(value)!)]));
  });
}

function runNode(node: Node, tensors: readonly tf.Tensor[]): tf.Tensor[] {
  const { kernel, inputNames, attrs } = node;
  if (attrs['factor'] !== undefined) return runScaledProduct(node, tensors);
  if (attrs['dataFormat'] === 'NCHW') return runChannelsFirst(node, tensors);
  const named = Object.fromEntries(inputNames.map((name, place) => [name, tensors[place]!]));
  const inputs = inputNames[0] === '0' ? ([...tensors] as unknown as tf.NamedTensorMap) : named;
  return [tf.engine().runKernel<tf.Tensor | tf.Tensor[]>(kernel, inputs, attrs as tf.NamedAttrMap)].flat();
}

/** The products of cpu have no factor; a bias is not multiplied by it. */
function runScaledProduct(node: Node, [a, b, ...rest]: readonly tf.Tensor[]): tf.Tensor[] {
  const { factor, ...attrs } = node.attrs;
  return runNode({ ...node, attrs }, [tf.mul(a!, factor as number), b!, ...rest]);
}

/** The kernels of cpu take channels last. */
function runChannelsFirst(node: Node, tensors: readonly tf.Tensor[]): tf.Tensor[] {
  const images = imagesOf(node.kernel)!;
  const [toLast, toFirst] = [[0, 2, 3, 1], [0, 3, 1, 2]] as const;
  const inputShape = node.attrs['inputShape'] as number[] | undefined;
  const attrs = { ...node.attrs, dataFormat: 'NHWC', ...(inputShape && { inputShape: toLast.map((axis) => inputShape[axis]) }) };
  const last = tensors.map((tensor, i) => (images.inputs.includes(node.inputNames[i]!) ? tf.transpose(tensor, [...toLast]) : tensor));
  const outputs = runNode({ ...node, attrs }, last);
  return images.output ? outputs.map((tensor) => tf.transpose(tensor, [...toFirst])) : outputs;
}

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

const tensorOf = ({ shape, dtype }: Value, values: ArrayLike<number>): tf.Tensor =>
  tf.tensor(arrays[dtype].from(values), [...shape], dtype);
