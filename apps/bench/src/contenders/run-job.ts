import { EnvironmentError } from '@hourglass/core';
import { createInterface } from 'node:readline';
import type { Request, Runner } from '../contender.js';
import { encoding } from './encoding.js';
import { feeds } from './feeds.js';
import type { Job } from './job.js';
import { matmulLimit } from './matmul-limit.js';
import { tfjsFit } from './tfjs-fit.js';
import { training } from './training.js';

/**
 * A contender in a process of its own. Its argument is a job as JSON; it says `{"version"}` when it is ready, or
 * `{"absent"}` or `{"error"}`; then it answers each line that it receives, a request, by a line, its answer.
 */
const job = JSON.parse(process.argv[2] ?? '') as Job;
console.log = console.info = console.error; // stdout is for answers

try {
  const runner = await start(job);
  say({ version: runner.version });
  for await (const line of createInterface({ input: process.stdin })) say(await runner.run(JSON.parse(line) as Request));
} catch (error) {
  say({ [EnvironmentError.isInstance(error) ? 'absent' : 'error']: (error as Error).message });
}
process.stdout.end(() => process.exit());

async function start(given: Job): Promise<Runner> {
  switch (given.task) {
    case 'training':
      return training(given, given.on);
    case 'feeding':
      return training(given, given.on, await feeds[given.feed](given));
    case 'encoding':
      return encoding(given, given.on);
    case 'tfjs-fit':
      return tfjsFit(given, given.on);
    case 'matmul-limit':
      return matmulLimit(given);
  }
}

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
