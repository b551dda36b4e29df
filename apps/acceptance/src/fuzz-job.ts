import { pathToFileURL } from 'node:url';
import { fuzz, type FuzzTarget } from '../../../packages/datasets/src/fuzz/fuzz.js';

/** What a process that fuzzes says: the case that it is about to run, and what went wrong. */
export type FuzzMessage = { readonly target: string; readonly case: number } | { readonly failure: string };

const seed = 1;
const [, , file, cases] = process.argv as [string, string, string, string];
const say = (message: FuzzMessage): unknown => process.send?.(message);

const { targets } = (await import(pathToFileURL(file).href)) as { readonly targets: readonly FuzzTarget[] };
for (const target of targets) {
  const { failures } = await fuzz(target, { seed, cases: Number(cases), onCase: (number) => say({ target: target.name, case: number }) });
  for (const { case: number, mutation, reason } of failures) say({ failure: `${target.name}, seed ${seed}, case ${number} (${mutation}): ${reason}` });
}
process.disconnect();
