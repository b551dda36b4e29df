import { pathToFileURL } from 'node:url';
import { fuzz, type FuzzTarget } from '../../../packages/datasets/src/fuzz/fuzz.js';

/** What a process that fuzzes says: the case that it is about to run, and what went wrong. */
export type FuzzMessage = { readonly target: string; readonly case: number } | { readonly failure: string };

const seed = 1;
/** Milliseconds that this process has kept the processor busy. */
const clock = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const [, , file, cases] = process.argv as [string, string, string, string];
/** Waits until it is said: a case that never lets go would hold back its own name, and the end of the process lose the last words. */
const say = (message: FuzzMessage): Promise<void> => new Promise((resolve) => process.send!(message, undefined, undefined, () => { resolve(); }));

const { targets } = (await import(pathToFileURL(file).href)) as { readonly targets: readonly FuzzTarget[] };
for (const target of targets) {
  const { failures } = await fuzz(target, { seed, cases: Number(cases), clock, onCase: (number) => say({ target: target.name, case: number }) });
  for (const { case: number, mutation, reason } of failures) await say({ failure: `${target.name}, seed ${seed}, case ${number} (${mutation}): ${reason}` });
}
process.disconnect();
