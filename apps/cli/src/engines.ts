import type { Runtime } from '@hourglass/compile';
import { eager, EnvironmentError, type Engine } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import { Option } from 'commander';
import { createRequire } from 'node:module';
import { note, type Io } from './io.js';

/** From the fastest to the slowest. */
export const loadableEngines = ['compiled-node', 'compiled-web', 'native', 'wasm', 'cpu'] as const;
export type LoadableEngine = (typeof loadableEngines)[number];

export const engineNames = ['auto', ...loadableEngines] as const;
export type EngineName = (typeof engineNames)[number];

export const engineOption = (): Option =>
  new Option('--engine <name>', 'what runs the arithmetic; auto: the first of the others that loads')
    .choices(engineNames)
    .default('auto' satisfies EngineName);

/** An engine that is ready. */
export interface Selected {
  readonly engine: Engine;
  /** The line that says which one it is, and why no faster one. */
  readonly title: string;
  /** The same for `--json`, with what became of it since. */
  report(): EngineReport;
}

export interface EngineReport {
  readonly engine: string;
  /** Why each faster engine does not load. */
  readonly unavailable: Readonly<Record<string, string>>;
  /** Why the model could not be compiled and ran on TensorFlow.js. */
  readonly uncompiled?: string;
}

/**
 * Makes an engine ready, and says so when a model turns out not to compile on it.
 *
 * @param before the engine that a run to resume was trained on, which `auto` tries first
 * @throws EnvironmentError where the one that was asked for does not load
 */
export async function selectEngine(name: EngineName, io: Io, before?: string): Promise<Selected> {
  const earlier = loadableEngines.filter((one) => one === before);
  const candidates = name === 'auto' ? [...new Set([...earlier, ...fromFastest])] : [name];
  const unavailable: Record<string, string> = {};
  let uncompiled: string | undefined;
  const onFallback = ({ message }: Error): void => {
    uncompiled = message;
    note(io, `This model runs uncompiled, on ${eager().name}, and slower: ${message}`);
  };
  for (const candidate of candidates) {
    const outcome = await loadEngine(candidate, onFallback);
    if ('failure' in outcome) {
      unavailable[candidate] = outcome.failure;
      continue;
    }
    const reasons = Object.entries(unavailable).map(([other, failure]) => `${other}: ${failure}`);
    const kept = name === 'auto' && candidate === before ? ['that of the run so far; --engine changes it'] : [];
    const why = [...kept, ...reasons].join('; ');
    return {
      engine: outcome.engine,
      title: `Engine: ${candidate}${why && ` (${why})`}`,
      report: () => ({ engine: candidate, unavailable, ...(uncompiled !== undefined && { uncompiled }) }),
    };
  }
  if (name !== 'auto') throw new EnvironmentError(`The engine ${name} does not load: ${unavailable[name]!}. Try --engine auto.`);
  const all = Object.entries(unavailable).map(([other, failure]) => `\n  ${other}: ${failure}`);
  throw new EnvironmentError(`No engine loads:${all.join('')}\nTry --engine cpu.`);
}

/** What auto tries; cpu runs only where it is asked for. */
const fromFastest = loadableEngines.filter((name) => name !== 'cpu');

/**
 * Makes an engine ready, its backend the current one of TensorFlow.js; or says in a line why it cannot.
 *
 * @param onFallback told why a model runs uncompiled
 */
export async function loadEngine(
  name: LoadableEngine,
  onFallback: (reason: Error) => void,
): Promise<{ readonly engine: Engine } | { readonly failure: string }> {
  tf.enableProdMode(); // else TensorFlow.js greets on stdout
  try {
    return { engine: await loaders[name](onFallback) };
  } catch (error) {
    return { failure: (error as Error).message.split('\n')[0]! };
  }
}

const loaders: Record<LoadableEngine, (onFallback: (reason: Error) => void) => Promise<Engine>> = {
  'compiled-node': async (onFallback) => compiledOn(await (await import('@hourglass/compile/node')).onnxNode(), onFallback),
  'compiled-web': async (onFallback) => compiledOn(await (await import('@hourglass/compile/web')).onnxWeb(), onFallback),
  native: () => eagerOn('tensorflow', loadNative),
  wasm: () => eagerOn('wasm', () => import('@tensorflow/tfjs-backend-wasm')),
  cpu: () => eagerOn('cpu', () => import('@tensorflow/tfjs-backend-cpu')),
};

/** Between runs the weights lie in the wasm backend, which also runs what is not compiled. */
async function compiledOn(runtime: Runtime, onFallback: (reason: Error) => void): Promise<Engine> {
  const { compiled } = await import('@hourglass/compile');
  await loaders.wasm(onFallback);
  return compiled({ runtime, onFallback });
}

async function eagerOn(backend: string, load: () => Promise<unknown>): Promise<Engine> {
  await load();
  if (!(await tf.setBackend(backend))) throw new EnvironmentError(`TensorFlow.js cannot start its backend "${backend}"`);
  return eager();
}

async function loadNative(): Promise<unknown> {
  const util = createRequire(import.meta.url)('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined; // tfjs-node calls it; Node 23 dropped it
  const optionalPeer: string = '@tensorflow/tfjs-node';
  try {
    return await import(optionalPeer);
  } catch (cause) {
    const { message } = cause as Error;
    const isMissing = /Cannot find (package|module) '@tensorflow\/tfjs-node'/.test(message);
    const what = isMissing ? 'is not installed' : `is installed, but does not load (${message.split('\n')[0]!})`;
    throw new EnvironmentError(`${optionalPeer} ${what}`, { cause });
  }
}
