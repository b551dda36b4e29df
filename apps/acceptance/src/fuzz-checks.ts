import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checked, type Checks } from './check.js';
import type { FuzzMessage } from './fuzz-job.js';

const sources = fileURLToPath(new URL('../../../packages/datasets/src', import.meta.url));
/** Milliseconds without word from a reader after which it is taken to hang. */
const silence = 30_000;

/** Every reader on so many damaged files, in a process of its own, which is ended where it hangs. */
export async function* fuzzChecks(cases: number): Checks {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.fuzz.ts')).toSorted();
  if (files.length === 0) yield { check: 'fuzz', passed: false, found: `expected files *.fuzz.ts in ${sources}, found none` };
  for (const file of files)
    yield checked(`fuzz ${basename(file, '.fuzz.ts')}`, async () => {
      const failures = await fuzzed(join(sources, file), cases);
      return { passed: failures.length === 0, found: failures.length === 0 ? `${cases} cases a target` : failures.slice(0, 3).join('; ') };
    });
}

/** What went wrong, in words. */
function fuzzed(file: string, cases: number): Promise<readonly string[]> {
  const child = fork(fileURLToPath(new URL('fuzz-job.ts', import.meta.url)), [file, String(cases)]);
  const failures: string[] = [];
  let last = 'before its first case';
  const timer = setTimeout(() => {
    failures.push(`hangs at ${last}`);
    child.kill('SIGKILL');
  }, silence);
  return new Promise((resolve) => {
    child.on('message', (message: FuzzMessage) => {
      timer.refresh();
      if ('failure' in message) failures.push(message.failure);
      else last = `case ${message.case} of ${message.target}`;
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code !== 0 && failures.length === 0) failures.push(`its process ended (${code ?? 'killed'}) at ${last}`);
      resolve(failures);
    });
  });
}
