import { checkOptions, wholePositive } from '@hourglass/core';
import * as v from 'valibot';
import { ortRuntime } from './ort-runtime.js';
import type { Runtime } from './runtime.js';

export interface OnnxWebOptions {
  /** Threads of WebAssembly, from 1; in a browser more than one needs a cross-origin isolated page. Default 1. */
  readonly threads?: number;
}

const schema = v.strictObject({ threads: v.optional(wholePositive, 1) });

/**
 * ONNX Runtime's WebAssembly package, for browsers and for Node; it always installs.
 *
 * ONNX Runtime fixes the number of threads when the first session of a process or page is loaded.
 *
 * @returns the runtime `compiled-web`
 * @throws InvalidOptionError for an unknown option or a number of threads below 1
 */
export async function onnxWeb(options: OnnxWebOptions = {}): Promise<Runtime> {
  const { threads } = checkOptions('onnxWeb', schema, options);
  const { env, InferenceSession, Tensor } = await import('onnxruntime-web/wasm');
  env.wasm.numThreads = threads;
  env.logLevel = 'error';
  const session = { executionProviders: ['wasm'], graphOptimizationLevel: 'all', logSeverityLevel: 3 } as const;
  return ortRuntime('compiled-web', { InferenceSession, Tensor }, session, false);
}
