import { eager, EnvironmentError, type Engine } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import { Option } from 'commander';
import { createRequire } from 'node:module';

export const engineNames = ['auto', 'native', 'wasm', 'cpu'] as const;
export type EngineName = (typeof engineNames)[number];
export type EagerName = Exclude<EngineName, 'auto'>;

export const engineOption = (): Option =>
  new Option('--engine <name>', 'what runs the arithmetic; auto: native where it loads, else wasm')
    .choices(engineNames)
    .default('auto' satisfies EngineName);

/** Loads each engine's backend into TensorFlow.js. Rejects where it cannot. */
const backends: Record<EagerName, { readonly backend: string; load(): Promise<unknown> }> = {
  native: { backend: 'tensorflow', load: loadNative },
  wasm: { backend: 'wasm', load: () => import('@tensorflow/tfjs-backend-wasm') },
  cpu: { backend: 'cpu', load: () => import('@tensorflow/tfjs-backend-cpu') },
};

/** An engine that is ready, and the line that says which one it is. */
export interface Selected {
  readonly engine: Engine;
  readonly title: string;
}

/**
 * Makes an engine ready.
 *
 * @throws EnvironmentError where the one that was asked for does not load
 */
export async function selectEngine(name: EngineName): Promise<Selected> {
  if (name !== 'auto') {
    const failure = await tryEngine(name);
    if (failure) throw new EnvironmentError(`The engine ${name} does not load: ${failure}. Try --engine auto.`);
    return { engine: eager(), title: `Engine: ${name}` };
  }
  const failure = await tryEngine('native');
  if (failure) {
    const second = await tryEngine('wasm');
    if (second) throw new EnvironmentError(`No engine loads. native: ${failure}; wasm: ${second}. Try --engine cpu.`);
  }
  return { engine: eager(), title: failure ? `Engine: wasm (native: ${failure})` : 'Engine: native' };
}

/** Makes an engine TensorFlow.js's current one; gives back why it cannot, or nothing. */
async function tryEngine(name: EagerName): Promise<string | undefined> {
  const { backend, load } = backends[name];
  tf.enableProdMode(); // else TensorFlow.js greets on stdout
  try {
    await load();
    return (await tf.setBackend(backend)) ? undefined : `TensorFlow.js cannot start its backend "${backend}"`;
  } catch (error) {
    const { message } = error as Error;
    return /Cannot find (package|module) '?@tensorflow\/tfjs-node/.test(message)
      ? '@tensorflow/tfjs-node is not installed'
      : message.split('\n')[0]!;
  }
}

async function loadNative(): Promise<unknown> {
  const util = createRequire(import.meta.url)('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined; // tfjs-node calls it; Node 23 dropped it
  const optionalPeer: string = '@tensorflow/tfjs-node';
  return import(optionalPeer);
}

/** Every engine, with why it does not load, or nothing where it does. */
export async function engineReports(): Promise<Record<EagerName, string | undefined>> {
  return { native: await tryEngine('native'), wasm: await tryEngine('wasm'), cpu: await tryEngine('cpu') };
}
