import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';

/** Starts the wasm backend with the files that are served with the page. */
export async function startWasmBackend(): Promise<void> {
  const besidePage = (url: string): string => new URL(url, import.meta.url).href;
  setWasmPaths({
    'tfjs-backend-wasm.wasm': besidePage(plain),
    'tfjs-backend-wasm-simd.wasm': besidePage(simd),
    'tfjs-backend-wasm-threaded-simd.wasm': besidePage(threadedSimd),
  });
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false); // its threads do not survive a minifier
  await tf.setBackend('wasm');
}
