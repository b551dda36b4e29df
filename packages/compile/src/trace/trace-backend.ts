import * as tf from '@tensorflow/tfjs-core';
import { sameShape, type Shape } from '@hourglass/core';
import type { DType, Graph, Node, Value } from '../graph.js';
import type { Inference } from './inference.js';
import { inferences } from './inferences.js';
import { UntraceableError } from './untraceable-error.js';

export const traceBackendName = 'hourglass-trace';

type Constant = Float32Array | Int32Array | Uint8Array;

/**
 * A backend of TensorFlow.js that records kernels and computes nothing. Its ids are its own: it never asks TensorFlow.js
 * for another backend's data, so none is moved; what other backends hold is read from them as constants.
 */
export class TraceBackend extends tf.KernelBackend {
  readonly inputs = new Map<string, Value>();
  readonly nodes: Node[] = [];
  readonly constants = new Map<Value, Constant>();
  /** Every tensor that a kernel gave, so that none outlives the trace. */
  readonly tensors: tf.Tensor[] = [];
  readonly #known = new Map<object, { readonly value: Value; references: number }>();
  readonly #foreign = new Map<object, Value[]>();

  /** A tensor whose values are given at each run. */
  placeholder(name: string, shape: Shape, dtype: DType): tf.Tensor {
    if (this.inputs.has(name)) throw new Error(`Two inputs of the graph are called ${name}.`);
    const value: Value = { shape, dtype };
    this.inputs.set(name, value);
    return this.#tensor(value);
  }

  /** The value behind a tensor; a constant where another backend holds it. */
  valueBehind(tensor: tf.TensorInfo): Value {
    return this.#known.get(tensor.dataId)?.value ?? this.#foreignValue(tensor);
  }

  owns(tensor: tf.TensorInfo): boolean {
    return this.#known.has(tensor.dataId);
  }

  /** Appends a node; gives its outputs as tensors. */
  record(kernel: string, infer: Inference, { inputs, attrs = {} }: Pick<Parameters<tf.KernelFunc>[0], 'inputs' | 'attrs'>) {
    const inferred = infer(inputs as Record<string, tf.TensorInfo>, attrs);
    const outputs = [inferred].flat().map(({ shape, dtype }): Value => ({ shape, dtype: knownType(kernel, dtype) }));
    const inputNames = Object.keys(inputs).filter((name) => inputs[name]); // optional ones are undefined
    this.nodes.push({
      kernel,
      inputs: inputNames.map((name) => this.valueBehind(inputs[name]!)),
      inputNames,
      attrs: structuredClone(attrs),
      outputs,
    });
    const tensors = outputs.map((value) => this.#tensor(value));
    return Array.isArray(inferred) ? tensors : tensors[0]!;
  }

  graph(outputs: ReadonlyMap<string, Value>): Graph {
    const { inputs, constants, nodes } = this;
    return { inputs, constants, nodes, outputs };
  }

  #tensor(value: Value): tf.Tensor {
    const info = { dataId: this.#add(value), shape: [...value.shape], dtype: value.dtype };
    const tensor = tf.engine().makeTensorFromTensorInfo(info, this);
    this.tensors.push(tensor);
    return tensor;
  }

  #add(value: Value): object {
    const id = {};
    this.#known.set(id, { value, references: 1 });
    return id;
  }

  #foreignValue({ dataId, shape, dtype }: tf.TensorInfo): Value {
    const sharing = this.#foreign.get(dataId) ?? [];
    const found = sharing.find((value) => value.dtype === dtype && sameShape(value.shape, shape));
    if (found) return found;
    const value: Value = { shape: [...shape], dtype: knownType('tensor', dtype) };
    this.constants.set(value, constantOf(value.dtype, tf.engine().readSync(dataId)));
    this.#foreign.set(dataId, [...sharing, value]);
    return value;
  }

  override write(values: tf.backend_util.BackendValues, shape: number[], dtype: tf.DataType): object {
    const value: Value = { shape: [...shape], dtype: knownType('tensor', dtype) };
    this.constants.set(value, constantOf(value.dtype, values));
    return this.#add(value);
  }

  override readSync(id: object): Constant {
    const value = this.#known.get(id)?.value;
    const constant = value && this.constants.get(value);
    if (constant) return constant.slice();
    const by = this.nodes.find(({ outputs }) => outputs.includes(value!))?.kernel ?? 'an input';
    throw new UntraceableError(
      'dataSync',
      `The value of a tensor (the result of ${by}) is read while the computation is traced, when only its shape and ` +
        'type are known. Compute with tensors throughout, with tf.where in place of an if, or use the eager engine.',
    );
  }

  override async read(id: object): Promise<Constant> {
    return this.readSync(id);
  }

  override incRef(id: object): void {
    const known = this.#known.get(id);
    if (known) known.references++;
    else tf.engine().state.tensorInfo.get(id)?.backend.incRef(id);
  }

  override refCount(id: object): number {
    return this.#known.get(id)?.references ?? 0;
  }

  override disposeData(id: object): boolean {
    const known = this.#known.get(id);
    if (known && --known.references > 0) return false;
    this.#known.delete(id);
    return true;
  }

  override numDataIds(): number {
    return 0; // an alias is a new id here, which TensorFlow.js's own count would take for a leak
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override timerAvailable(): boolean {
    return false;
  }

  override dispose(): void {
    this.#known.clear();
  }
}

/** Registers the recording kernels, once for all trace backends. */
export function registerTraceKernels(): void {
  for (const [kernelName, infer] of Object.entries(inferences)) {
    const present = tf.getKernel(kernelName, traceBackendName) as tf.KernelConfig | undefined;
    if (present) continue;
    const kernelFunc: tf.KernelFunc = ({ backend, ...call }) => (backend as TraceBackend).record(kernelName, infer, call);
    tf.registerKernel({ kernelName, backendName: traceBackendName, kernelFunc });
  }
}

function knownType(kernel: string, dtype: tf.DataType): DType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new UntraceableError(kernel, `Cannot trace ${kernel} of type ${dtype}: expected float32, int32 or bool.`);
}

/** A copy in the array of its type. */
function constantOf(dtype: DType, values: tf.backend_util.BackendValues): Constant {
  const numbers = values as Float32Array;
  if (dtype === 'float32') return Float32Array.from(numbers);
  return dtype === 'int32' ? Int32Array.from(numbers) : Uint8Array.from(numbers);
}
