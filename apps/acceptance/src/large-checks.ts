import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checked, type Checks } from './check.js';
import { makeNpy, makeParquet } from './large-files.js';
import type { LargeMessage } from './large-job.js';

/** Resident memory, in MiB, that streaming may take. */
const limit = 600;

const files = {
  'large.npy': makeNpy,
  'large.parquet': makeParquet,
};

/** Files of so many GiB, made on the spot and removed after, each streamed through an epoch by a process of its own. */
export async function* largeChecks(gib: number): Checks {
  for (const [name, make] of Object.entries(files)) {
    const folder = await mkdtemp(join(tmpdir(), 'hourglass-acceptance-'));
    try {
      const path = join(folder, name);
      yield await checked(name, async () => {
        const { size, sum } = await make(path, gib);
        const found = await streamed(path);
        const passed = found.size === size && Math.abs(found.sum - sum) <= 1e-6 * sum && found.residentMib < limit;
        const expected = passed ? '' : `; expected ${size} samples, sum ${sum}, under ${limit} MiB`;
        return { passed, found: `${found.size} samples, ${found.gib.toFixed(2)} GiB at ${found.gibPerSecond.toFixed(2)} GiB/s, ${Math.round(found.residentMib)} MiB resident${expected}` };
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function streamed(path: string): Promise<LargeMessage> {
  const child = fork(fileURLToPath(new URL('large-job.ts', import.meta.url)), [path]);
  return new Promise((resolve, reject) => {
    let message: LargeMessage | undefined;
    child.on('message', (found: LargeMessage) => (message = found));
    child.on('close', (code) => (message ? resolve(message) : reject(new Error(`its process ended (${code ?? 'killed'})`))));
  });
}
