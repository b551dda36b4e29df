import { checkOptions, EnvironmentError, wholePositive } from '@hourglass/core';
import type * as Ort from 'onnxruntime-web';
import * as v from 'valibot';
import { writeOnnx } from './onnx/write-onnx.js';
import { returningRuntime } from './ort-runtime.js';
import type { Runtime } from './runtime.js';

export interface OnnxWebOptions {
  /** Threads of WebAssembly, from 1; in a browser more than one needs a cross-origin isolated page. Default 1. */
  readonly threads?: number;
}

const schema = v.strictObject({ threads: v.optional(wholePositive, 1) });

/**
 * ONNX Runtime's WebAssembly package, for browsers and for Node; it always installs.
 *
 * ONNX Runtime fixes the number of threads when it is loaded, by the first call in a process or page.
 *
 * @returns the runtime `compiled-web`, loaded
 * @throws InvalidOptionError for an unknown option or a number of threads below 1
 * @throws EnvironmentError where its WebAssembly does not load
 */
export async function onnxWeb(options: OnnxWebOptions = {}): Promise<Runtime> {
  const { threads } = checkOptions('onnxWeb', schema, options);
  try {
    // @ts-expect-error package.json chooses the build for Node or for browsers, whose types are those of the package
    const { env, InferenceSession, Tensor } = (await import('#onnxruntime-web')) as typeof Ort;
    env.wasm.numThreads = threads;
    env.logLevel = 'error';
    const session = { executionProviders: ['wasm'], graphOptimizationLevel: 'all', logSeverityLevel: 3 } as const;
    const runtime = returningRuntime('compiled-web', { InferenceSession, Tensor }, session);
    await (await runtime.load(anyGraph)).release(); // loads the WebAssembly
    return runtime;
  } catch (cause) {
    throw new EnvironmentError(`onnxruntime-web does not load (${(cause as Error).message.split('\n')[0]!})\n${advice}`, { cause });
  }
}

const one = { shape: [], dtype: 'float32' } as const;
const anyGraph = writeOnnx(
  { inputs: new Map(), constants: new Map([[one, Float32Array.of(1)]]), nodes: [], outputs: new Map([['one', one]]) },
  {},
);

const advice =
  'A page has to serve the file ort-wasm-simd-threaded.wasm of that package beside its scripts, as bundlers arrange; ' +
  'in Node, install it anew with npm i onnxruntime-web.';
