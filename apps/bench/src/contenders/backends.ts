import { EnvironmentError } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import { createRequire } from 'node:module';

/** The backends of TensorFlow.js, by the names of their engines. */
const backends = {
  wasm: { name: 'wasm', load: () => import('@tensorflow/tfjs-backend-wasm') },
  cpu: { name: 'cpu', load: () => import('@tensorflow/tfjs-backend-cpu') },
  native: { name: 'tensorflow', load: loadNative },
} as const;

export type BackendName = keyof typeof backends;

/**
 * Makes a backend TensorFlow.js's current one.
 *
 * @returns its name and version
 * @throws EnvironmentError where it does not load
 */
export async function useBackend(backend: BackendName): Promise<string> {
  const { name, load } = backends[backend];
  tf.enableProdMode(); // else TensorFlow.js greets on stdout
  try {
    await load();
  } catch (cause) {
    const [line = ''] = (cause as Error).message.split('\n');
    const missing = /^Cannot find package '(?<wanted>[^']+)'/.exec(line)?.groups?.['wanted'];
    throw new EnvironmentError(missing ? `${missing} is not installed.` : `TensorFlow.js's backend "${name}" does not load: ${line}`, { cause });
  }
  if (!(await tf.setBackend(name))) throw new EnvironmentError(`TensorFlow.js cannot start its backend "${name}"`);
  return `TensorFlow.js ${tf.version_core}, ${backend}`;
}

async function loadNative(): Promise<unknown> {
  const util = createRequire(import.meta.url)('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined; // tfjs-node calls it; Node 23 dropped it
  const optionalPeer: string = '@tensorflow/tfjs-node';
  return import(optionalPeer);
}
