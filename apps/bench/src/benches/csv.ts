import { csv as opened } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { createSeed } from '@hourglass/core';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import papaparse from 'papaparse';
import { here } from '../contenders/here.js';
import { passed } from '../contenders/passed.js';
import { comparison } from './comparison.js';

const [rows, columns] = [100_000, 20];

/**
 * A table of 100,000 rows of 20 numbers opened, which looks at every value, and passed through in batches, beside papaparse alone, which
 * leaves text, or makes numbers of it; the figure is the number of rows.
 */
export const csv = comparison(0, async (folder) => {
  const path = join(folder, 'table.csv');
  await writeFile(path, table());
  const ready = await opened(file(path));
  return [
    here('papaparse', () => parsedAlone(path, false)),
    here('papaparse-numbers', () => parsedAlone(path, true)),
    here('csv-open', async () => (await opened(file(path))).info.size!),
    here('csv-pass', () => passed(ready, 128)),
  ];
});

/** Streamed, as ours is. */
const parsedAlone = (path: string, dynamicTyping: boolean): Promise<number> =>
  new Promise((resolve, reject) => {
    let count = 0;
    papaparse.parse(createReadStream(path), {
      header: false,
      dynamicTyping,
      skipEmptyLines: true,
      chunk: ({ data }) => { count += data.length; },
      complete: () => { resolve(count - 1); }, // less the header
      error: reject,
    });
  });

function table(): string {
  const { next } = createSeed(1).fork('table').stream();
  const line = (): string => Array.from({ length: columns }, () => (next(2_000_000) / 1e6 - 1).toFixed(6)).join(',');
  const header = Array.from({ length: columns }, (_, i) => `column ${i}`).join(',');
  return [header, ...Array.from({ length: rows }, line), ''].join('\n');
}
