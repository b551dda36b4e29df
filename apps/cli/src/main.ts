#!/usr/bin/env node
import process from 'node:process';
import { exitCodes } from './exit.js';
import { run } from './run.js';

let interruption: AbortController | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (!interruption || interruption.signal.aborted) process.exit(exitCodes.interrupted);
    interruption.abort();
  });

const byNpm = ['hourglass', 'start'].includes(process.env['npm_lifecycle_event'] ?? '');
process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  interruptible: async (work) => {
    interruption = new AbortController();
    try {
      return await work(interruption.signal);
    } finally {
      interruption = undefined;
    }
  },
  program: byNpm ? 'npm run hourglass --' : 'hourglass',
});
