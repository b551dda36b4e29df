import { compiled, type Runtime } from '@hourglass/compile';
import { onnxNode } from '@hourglass/compile/node';
import { onnxWeb } from '@hourglass/compile/web';
import { eager, type Engine } from '@hourglass/core';
import { useBackend, type BackendName } from './backends.js';

/** Engines as they are named in results; the number is that of threads, which onnxruntime-web fixes for a process. */
export type EngineName = 'compiled-node' | `compiled-web-${1 | 2}` | Exclude<BackendName, 'cpu'>;

export interface LoadedEngine {
  readonly engine: Engine;
  /** Of what does the arithmetic. */
  readonly version: string;
}

/**
 * Loads an engine. A compiled one never falls back to TensorFlow.js: it would be measured under a wrong name.
 *
 * @throws EnvironmentError where it does not load
 */
export async function loadEngine(name: EngineName): Promise<LoadedEngine> {
  if (!isCompiled(name)) return { version: await useBackend(name), engine: eager() };
  const { runtime, version } = await loadRuntime(name);
  return { version, engine: compiledStrictly(runtime) };
}

type CompiledName = Extract<EngineName, `compiled-${string}`>;

export const isCompiled = (name: EngineName): name is CompiledName => name.startsWith('compiled-');

export const compiledStrictly = (runtime: Runtime): Engine =>
  compiled({
    runtime,
    onFallback: (reason) => {
      throw reason;
    },
  });

/**
 * Loads what runs the graphs of a compiled engine, with a backend of TensorFlow.js that holds the weights.
 *
 * @throws EnvironmentError where it does not load
 */
export async function loadRuntime(name: CompiledName): Promise<{ runtime: Runtime; version: string }> {
  await useBackend('cpu');
  if (name === 'compiled-node') {
    const runtime = await onnxNode();
    const { env } = await import('onnxruntime-node');
    return { runtime, version: `onnxruntime-node ${env.versions.node}` };
  }
  const runtime = await onnxWeb({ threads: name === 'compiled-web-2' ? 2 : 1 });
  const { env } = await import('onnxruntime-web');
  return { runtime, version: `onnxruntime-web ${env.versions.web}` };
}
