import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '@hourglass/core';
import type { Node, Value } from '../graph.js';
import type { Constant, Rule } from './rewriting.js';

/** Constants of more elements than this are computed at each run rather than stored. */
const limit = 4096;

const isSmall = ({ shape }: Value): boolean => sizeOf(shape) <= limit;

/** Computes what depends on small constants alone, on TensorFlow.js's current backend. */
export const fold: Rule = (node, graph) => {
  const { kernel, inputs, outputs } = node;
  const shapeOnly = kernel === 'ZerosLike' || kernel === 'OnesLike';
  const known = (value: Value): boolean => graph.constantOf(value) !== undefined && isSmall(value);
  if (!outputs.every(isSmall) || !(shapeOnly || inputs.every(known)) || !hasKernel(kernel)) return undefined;
  return run(node, (value) => graph.constantOf(value) ?? zeros(value)).map((values, place) => {
    const { shape, dtype } = outputs[place]!;
    return graph.constant(values, shape, dtype);
  });
};

function run({ kernel, inputs, inputNames, attrs }: Node, valuesOf: (value: Value) => Constant): Constant[] {
  const results: Constant[] = [];
  tf.tidy(() => {
    const tensors = inputs.map((value) => tensorOf(value, valuesOf(value)));
    const named = Object.fromEntries(inputNames.map((name, place) => [name, tensors[place]!]));
    const given = inputNames[0] === '0' ? (tensors as unknown as tf.NamedTensorMap) : named;
    const outputs = [tf.engine().runKernel<tf.Tensor | tf.Tensor[]>(kernel, given, attrs as tf.NamedAttrMap)].flat();
    for (const output of outputs) results.push(ofType(output.dtype, output.dataSync()));
  });
  return results;
}

/** The values in an array of their type; cpu casts whole numbers to floats by name alone. */
function ofType(dtype: tf.DataType, values: Constant): Constant {
  if (dtype === 'float32') return Float32Array.from(values);
  return dtype === 'int32' ? Int32Array.from(values) : Uint8Array.from(values);
}

// typed as always found
const hasKernel = (kernel: string): boolean =>
  (tf.getKernel(kernel, tf.getBackend()) as tf.KernelConfig | undefined) !== undefined;

const tensorOf = ({ shape, dtype }: Value, values: Constant): tf.Tensor => tf.tensor(values.slice(), [...shape], dtype);

const zeros = ({ shape }: Value): Constant => new Float32Array(sizeOf(shape));
