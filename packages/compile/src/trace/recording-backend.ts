import * as tf from '@tensorflow/tfjs-core';
import { sameShape } from '@hourglass/core';
import type { DType, Node, Value } from '../graph.js';
import type { Inference } from './inference.js';
import { inferences } from './inferences.js';
import { UntraceableError } from './untraceable-error.js';

export type HostValues = Float32Array | Int32Array | Uint8Array;

/**
 * A backend of TensorFlow.js that records kernels and computes nothing. Its ids are its own: it never asks TensorFlow.js
 * for another backend's data, so none is moved; what other backends hold is read from them.
 */
export abstract class RecordingBackend extends tf.KernelBackend {
  readonly #known = new Map<object, { readonly value: Value; references: number }>();
  readonly #foreign = new WeakMap<object, Value[]>();

  /** Takes note of a kernel. */
  protected abstract append(node: Node): void;

  /** Takes note of the numbers of a value. */
  protected abstract hold(value: Value, values: HostValues): void;

  /** The value behind a tensor. */
  valueBehind(tensor: tf.TensorInfo): Value {
    return this.held(tensor.dataId) ?? this.#foreignValue(tensor);
  }

  protected held(id: object): Value | undefined {
    return this.#known.get(id)?.value;
  }

  /** A tensor of a new id. */
  protected give(value: Value): tf.TensorInfo {
    return { dataId: this.#add(value), shape: [...value.shape], dtype: value.dtype };
  }

  /** Appends a node; gives its outputs as tensors. */
  record(kernel: string, infer: Inference, { inputs, attrs = {} }: Pick<Parameters<tf.KernelFunc>[0], 'inputs' | 'attrs'>) {
    const inferred = infer(inputs as Record<string, tf.TensorInfo>, attrs);
    const outputs = [inferred].flat().map(({ shape, dtype }): Value => ({ shape, dtype: knownType(kernel, dtype) }));
    const inputNames = Object.keys(inputs).filter((name) => inputs[name]); // optional ones are undefined
    this.append({
      kernel,
      inputs: inputNames.map((name) => this.valueBehind(inputs[name]!)),
      inputNames,
      attrs: structuredClone(attrs),
      outputs,
    });
    const tensors = outputs.map((value) => this.give(value));
    return Array.isArray(inferred) ? tensors : tensors[0]!;
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
    this.hold(value, hostValues(value.dtype, tf.engine().readSync(dataId)));
    this.#foreign.set(dataId, [...sharing, value]);
    return value;
  }

  override write(values: tf.backend_util.BackendValues, shape: number[], dtype: tf.DataType): object {
    const value: Value = { shape: [...shape], dtype: knownType('tensor', dtype) };
    this.hold(value, hostValues(value.dtype, values));
    return this.#add(value);
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
    return this.#known.size;
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

/** Registers the recording kernels under a backend's name, once. */
export function registerRecordingKernels(backendName: string): void {
  for (const [kernelName, infer] of Object.entries(inferences)) {
    const present = tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
    if (present) continue;
    const kernelFunc: tf.KernelFunc = ({ backend, ...call }) => (backend as RecordingBackend).record(kernelName, infer, call);
    tf.registerKernel({ kernelName, backendName, kernelFunc });
  }
}

function knownType(kernel: string, dtype: tf.DataType): DType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new UntraceableError(kernel, `Cannot trace ${kernel} of type ${dtype}: expected float32, int32 or bool.`);
}

/** A copy in the array of its type. */
function hostValues(dtype: DType, values: tf.backend_util.BackendValues): HostValues {
  const numbers = values as Float32Array;
  if (dtype === 'float32') return Float32Array.from(numbers);
  return dtype === 'int32' ? Int32Array.from(numbers) : Uint8Array.from(numbers);
}
