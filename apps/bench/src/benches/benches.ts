import { InvalidOptionError } from '@hourglass/core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useBackend } from '../contenders/backends.js';
import { batchCost } from './batch-cost.js';
import type { Bench, Settings } from '../bench.js';
import { convStep } from './conv-step.js';
import { csv } from './csv.js';
import { denoiseStep } from './denoise-step.js';
import { denseStep, eagerStep } from './dense-step.js';
import { encode } from './encode.js';
import { latentVis } from './latent-vis.js';
import { liveViews } from './live-views.js';
import { load } from './load.js';
import { memory } from './memory.js';
import { npy } from './npy.js';
import type { Outcome } from '../outcome.js';
import { pipelineStep } from './pipeline-step.js';

/** What can be measured, by name. */
export const benches = {
  'dense-step': denseStep,
  'denoise-step': denoiseStep,
  'conv-step': convStep,
  'pipeline-step': pipelineStep,
  encode,
  'batch-cost': batchCost,
  memory,
  'eager-step': eagerStep,
  load,
  csv,
  npy,
  'latent-vis': latentVis,
  live: liveViews,
} satisfies Record<string, Bench>;

export type BenchName = keyof typeof benches;

/**
 * Runs a bench.
 *
 * @param only the contenders that take part; default all
 * @throws InvalidOptionError for a contender that the bench does not have
 */
export async function* runBench(
  name: BenchName,
  { only, ...settings }: Omit<Settings, 'name'> & { readonly only?: readonly string[] },
): AsyncGenerator<Outcome> {
  await useBackend('cpu'); // makes the weights that all begin with
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-bench-'));
  try {
    const all = await benches[name].contenders(folder);
    const names = [...new Set(all.map((contender) => contender.name))];
    const unknown = only?.find((wanted) => !names.includes(wanted));
    if (unknown !== undefined)
      throw new InvalidOptionError('only', `--only: expected some of ${names.join(', ')}; received ${unknown}.`);
    const chosen = only ? all.filter((contender) => only.includes(contender.name)) : all;
    yield* benches[name].run(chosen, { name, ...settings });
  } finally {
    await rm(folder, { recursive: true });
  }
}
