import { fileURLToPath } from 'node:url';
import { startProcess } from './child-process.js';
import type { Contender } from '../contender.js';
import type { Work } from './handed-work.js';
import type { Job } from './job.js';

const runJob = fileURLToPath(new URL('run-job.ts', import.meta.url));
const peers = fileURLToPath(new URL('../../peers/peers.py', import.meta.url));

/** A contender in a Node process of its own. */
export const inNode = (name: string, job: Job, steps: number): Contender => ({
  name,
  batch: job.batchSize,
  steps,
  start: () => startProcess(process.execPath, ['--import', 'tsx', runJob, JSON.stringify(job)]),
});

/** A contender of the same name in peers.py, in the Python that HOURGLASS_PYTHON names, else in python3. */
export const inPython = (name: string, work: Work, steps: number): Contender => ({
  name,
  batch: work.batchSize,
  steps,
  start: () => startProcess(process.env['HOURGLASS_PYTHON'] ?? 'python3', [peers, name, JSON.stringify(work)]),
});
