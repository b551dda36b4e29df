import { compiled } from '@hourglass/compile';
import { onnxNode } from '@hourglass/compile/node';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import type { Checks } from '../check.js';
import { holds, type Experiment, type Figure } from './experiment.js';
import { experiments } from './experiments.js';

export interface ResultsOptions {
  /** Of the experiments; all where there are none. */
  readonly names: readonly string[];
  readonly seed: number;
  readonly epochs: number | undefined;
  readonly out: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Published results, had again on the compiled engine; a model that does not compile fails its experiment. */
export async function* results({ names, ...setting }: ResultsOptions): Checks {
  const chosen = names.length > 0 ? names.map(experimentNamed) : experiments;
  tf.enableProdMode();
  await tf.setBackend('wasm');
  const runtime = await onnxNode();
  for (const { name, run } of chosen) {
    const uncompiled: string[] = [];
    const engine = compiled({ runtime, onFallback: ({ message }) => uncompiled.push(message) });
    const about = (what: string): string => `${name}, seed ${setting.seed}: ${what}`;
    try {
      for (const figure of await run({ ...setting, engine })) yield { check: about(figure.name), passed: holds(figure), found: textOf(figure), value: figure.value };
    } catch (error) {
      yield { check: about('run'), passed: false, found: error instanceof Error ? error.message : String(error) };
    }
    if (setting.signal.aborted) return;
    yield { check: about('compiled'), passed: uncompiled.length === 0, found: uncompiled.join('; ') || 'every model' };
  }
}

function experimentNamed(name: string): Experiment {
  const found = experiments.find((experiment) => experiment.name === name);
  if (!found) throw new Error(`Expected an experiment, one of ${experiments.map((experiment) => experiment.name).join(', ')}; received "${name}".`);
  return found;
}

function textOf({ value, atMost, atLeast, published }: Figure): string {
  const beside = [
    ...(atMost === undefined ? [] : [`at most ${atMost.toPrecision(4)}`]),
    ...(atLeast === undefined ? [] : [`at least ${atLeast.toPrecision(4)}`]),
    ...(published === undefined ? [] : [`published ${published}`]),
  ];
  return `${value.toPrecision(5)}${beside.length > 0 ? ` (${beside.join(', ')})` : ''}`;
}
