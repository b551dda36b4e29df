import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '@hourglass/core';
import type { DType, Graph, Node, Value } from '../graph.js';
import { RecordingBackend, type HostValues } from './recording-backend.js';
import { UntraceableError } from './untraceable-error.js';

export const traceBackendName = 'hourglass-trace';

/** Records a whole computation as one graph; what is not asked for by `placeholder` is a constant. */
export class TraceBackend extends RecordingBackend {
  readonly inputs = new Map<string, Value>();
  readonly nodes: Node[] = [];
  readonly constants = new Map<Value, HostValues>();
  /** Every tensor that a kernel gave, so that none outlives the trace. */
  readonly tensors: tf.Tensor[] = [];

  /** A tensor whose values are given at each run. */
  placeholder(name: string, shape: Shape, dtype: DType): tf.Tensor {
    if (this.inputs.has(name)) throw new Error(`Two inputs of the graph are called ${name}.`);
    const value: Value = { shape, dtype };
    this.inputs.set(name, value);
    return this.give(value);
  }

  owns(tensor: tf.TensorInfo): boolean {
    return this.held(tensor.dataId) !== undefined;
  }

  graph(outputs: ReadonlyMap<string, Value>): Graph {
    const { inputs, constants, nodes } = this;
    return { inputs, constants, nodes, outputs };
  }

  protected override append(node: Node): void {
    this.nodes.push(node);
  }

  protected override hold(value: Value, values: HostValues): void {
    this.constants.set(value, values);
  }

  protected override give(value: Value): tf.Tensor {
    const tensor = tf.engine().makeTensorFromTensorInfo(super.give(value), this);
    this.tensors.push(tensor);
    return tensor;
  }

  override readSync(id: object): HostValues {
    const value = this.held(id);
    const constant = value && this.constants.get(value);
    if (constant) return constant.slice();
    const by = this.nodes.find(({ outputs }) => outputs.includes(value!))?.kernel ?? 'an input';
    throw new UntraceableError(
      'dataSync',
      `The value of a tensor (the result of ${by}) is read while the computation is traced, when only its shape and ` +
        'type are known. Compute with tensors throughout, with tf.where in place of an if, or use the eager engine.',
    );
  }

  override async read(id: object): Promise<HostValues> {
    return this.readSync(id);
  }

  override numDataIds(): number {
    return 0; // an alias is a new id here, which TensorFlow.js's own count would take for a leak
  }
}
