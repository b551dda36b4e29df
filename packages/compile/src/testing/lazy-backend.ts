import * as tf from '@tensorflow/tfjs-core';
import { sameShape } from '@hourglass/core';
import type { Graph, Node, Value } from '../graph.js';
import { loadGraph } from '../load-graph.js';
import type { Runtime } from '../runtime.js';
import { simplify } from '../simplify.js';
import { RecordingBackend, registerRecordingKernels, type HostValues } from '../trace/recording-backend.js';
import { UntraceableError } from '../trace/untraceable-error.js';

export const lazyBackendName = 'hourglass-lazy';

/**
 * Registers a backend for tests, on which any TensorFlow.js code runs through the graphs of the compiled engine: kernels
 * are recorded until `data()` is awaited; then what the tensor depends on is simplified, written as ONNX and run. What was
 * written by the host, or read before, is an input of that graph, so that nothing is computed beforehand.
 *
 * @param runtime runs the graphs: `await onnxNode({ threads: 1 })` of `@hourglass/compile/node`
 * @returns the backend's name, for `tf.setBackend`; its `data()` rejects with an UnloweredKernelError where a kernel has no
 *   lowering, and its `dataSync()` throws an UntraceableError where there is anything to compute
 */
export function registerLazyBackend(runtime: Runtime): string {
  registerRecordingKernels(lazyBackendName);
  tf.registerBackend(lazyBackendName, () => new LazyBackend(runtime));
  return lazyBackendName;
}

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

class LazyBackend extends RecordingBackend {
  readonly #runtime: Runtime;
  readonly #producers = new WeakMap<Value, Node>();
  readonly #computed = new WeakMap<Value, HostValues>();

  constructor(runtime: Runtime) {
    super();
    this.#runtime = runtime;
  }

  protected override append(node: Node): void {
    for (const output of node.outputs) this.#producers.set(output, node);
  }

  protected override hold(value: Value, values: HostValues): void {
    this.#computed.set(value, values);
  }

  override readSync(id: object): HostValues {
    const value = this.held(id)!;
    const values = this.#computed.get(value);
    if (values) return values.slice();
    const by = this.#producers.get(value)!.kernel;
    throw new UntraceableError('dataSync', `The result of ${by} is read by dataSync, but computed only by \`await data()\`.`);
  }

  override async read(id: object): Promise<HostValues> {
    const value = this.held(id)!;
    if (!this.#computed.has(value)) this.#computed.set(value, await this.#run(value));
    return this.#computed.get(value)!.slice();
  }

  async #run(value: Value): Promise<HostValues> {
    const graph = this.#pending(value);
    const session = await loadGraph(simplify(graph), this.#runtime);
    try {
      const given = [...graph.inputs].map(([name, input]) => [name, { data: this.#computed.get(input)!, shape: input.shape }] as const);
      const { result } = await session.run(Object.fromEntries(given));
      const { data, shape } = result!;
      if (!(data instanceof arrays[value.dtype]) || !sameShape(shape, value.shape))
        throw new Error(`Inferred ${value.dtype} of [${value.shape}], but the graph gave a ${data.constructor.name} of [${shape}].`);
      return data;
    } finally {
      await session.release();
    }
  }

  /** What has to run for a value, from what is known already. */
  #pending(value: Value): Graph {
    const inputs = new Map<string, Value>();
    const nodes = new Set<Node>();
    const seen = new Set<Value>();
    const visit = (needed: Value): void => {
      if (seen.has(needed)) return;
      seen.add(needed);
      if (this.#computed.has(needed)) return void inputs.set(`input/${inputs.size}`, needed);
      const producer = this.#producers.get(needed)!;
      producer.inputs.forEach(visit);
      nodes.add(producer);
    };
    visit(value);
    return { inputs, constants: new Map(), nodes: [...nodes], outputs: new Map([['result', value]]) };
  }
}
