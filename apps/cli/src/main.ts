#!/usr/bin/env node
import process from 'node:process';
import { run } from './run.js';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(130);
    interruption.abort();
  });

const byNpm = ['hourglass', 'start'].includes(process.env['npm_lifecycle_event'] ?? '');
process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interruption.signal,
  program: byNpm ? 'npm run hourglass --' : 'hourglass',
});
