import type { Shape } from '@hourglass/core';

/** A tensor on the host, as a runtime takes and gives it; bool as bytes of 0 and 1. */
export interface HostTensor {
  readonly data: Float32Array | Int32Array | Uint8Array;
  readonly shape: Shape;
}

/** What runs ONNX graphs: onnxruntime-node or onnxruntime-web, injected so that no package forces either. */
export interface Runtime {
  /** `compiled-node` or `compiled-web`, as the engine is called in logs and files. */
  readonly name: string;
  /** @param model the bytes of an ONNX file */
  load(model: Uint8Array): Promise<Session>;
}

export interface Session {
  /**
   * Runs the graph.
   *
   * @param into arrays that outputs are written to, in place of new ones
   */
  run(
    inputs: Readonly<Record<string, HostTensor>>,
    into?: Readonly<Record<string, HostTensor>>,
  ): Promise<Record<string, HostTensor>>;
  release(): Promise<void>;
}
