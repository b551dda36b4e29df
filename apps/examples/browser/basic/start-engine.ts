import { compiled } from '@hourglass/compile';
import { onnxWeb } from '@hourglass/compile/web';
import { eager, type Engine } from '@hourglass/core';
import { startWasmBackend } from './wasm-backend.js';

/** An engine, and what the page says of it. */
export interface Started {
  readonly engine: Engine;
  readonly title: string;
}

/**
 * Starts the compiled engine, on as many threads as a cross-origin isolated page may have and otherwise on one; or, where
 * ONNX Runtime does not load, TensorFlow.js alone.
 *
 * @param onFallback told why a model runs uncompiled
 */
export async function startEngine(onFallback: (reason: Error) => void): Promise<Started> {
  await startWasmBackend(); // holds the weights, and runs what is not compiled
  const threads = crossOriginIsolated ? navigator.hardwareConcurrency : 1;
  try {
    const engine = compiled({ runtime: await onnxWeb({ threads }), onFallback });
    return { engine, title: `${engine.name}, ${threads} ${threads === 1 ? 'thread' : 'threads'}` };
  } catch (error) {
    return { engine: eager(), title: `${eager().name} (compiled-web: ${(error as Error).message.split('\n')[0]!})` };
  }
}
