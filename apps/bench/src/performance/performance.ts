import { writeFile } from 'node:fs/promises';
import { runBench, type BenchName } from '../benches/benches.js';
import type { Settings } from '../bench.js';
import { thisMachine } from './machine.js';
import type { Outcome } from '../outcome.js';
import { performanceDocument } from './performance-document.js';

const documented: readonly BenchName[] = ['dense-step', 'denoise-step', 'conv-step', 'encode', 'batch-cost', 'memory'];

const path = new URL('../../../../docs/performance.md', import.meta.url);

/** Runs the benches one after another, then writes docs/performance.md. */
export async function* writePerformance(settings: Omit<Settings, 'name'>): AsyncGenerator<Outcome> {
  const outcomes: Outcome[] = [];
  for (const name of documented)
    for await (const outcome of runBench(name, settings)) {
      outcomes.push(outcome);
      yield outcome;
    }
  await writeFile(path, performanceDocument(outcomes, thisMachine(), new Date().toISOString().slice(0, 10)));
  settings.onProgress('Written: docs/performance.md');
}
