import { availableParallelism } from 'node:os';
import { checkOptions, wholePositive } from '@hourglass/core';
import * as v from 'valibot';
import { loadFailure } from './load-failure.js';
import { writingRuntime } from './ort-runtime.js';
import type { Runtime } from './runtime.js';

export interface OnnxNodeOptions {
  /** Threads of one session, from 1; all cores by default. */
  readonly threads?: number;
}

const schema = v.strictObject({ threads: v.optional(wholePositive, () => availableParallelism()) });

/**
 * ONNX Runtime's native package for Node, the fastest runtime; it is the user's to install.
 *
 * @returns the runtime `compiled-node`
 * @throws InvalidOptionError for an unknown option or a number of threads below 1
 * @throws EnvironmentError where onnxruntime-node is not installed or does not load
 */
export async function onnxNode(options: OnnxNodeOptions = {}): Promise<Runtime> {
  const { threads } = checkOptions('onnxNode', schema, options);
  const { InferenceSession, Tensor } = await onnxruntimeNode();
  const session = { intraOpNumThreads: threads, graphOptimizationLevel: 'all', logSeverityLevel: 3 } as const;
  return writingRuntime('compiled-node', { InferenceSession, Tensor }, session);
}

async function onnxruntimeNode() {
  try {
    return await import('onnxruntime-node');
  } catch (cause) {
    throw loadFailure('onnxruntime-node', { install: 'ONNXRUNTIME_NODE_INSTALL=skip npm i onnxruntime-node', more }, cause);
  }
}

const more =
  'or, in any shell, npm i --ignore-scripts onnxruntime-node: the binary for CPUs is inside, and its script would only fetch ' +
  'CUDA from elsewhere. Without it, onnxWeb() of @hourglass/compile/web runs the same graphs.';
