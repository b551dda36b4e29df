import { npy, parquet } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { stat } from 'node:fs/promises';

/** What streaming a file through an epoch gave. */
export interface LargeMessage {
  readonly size: number;
  readonly sum: number;
  readonly gib: number;
  readonly gibPerSecond: number;
  /** The most that this process held. */
  readonly residentMib: number;
}

const path = process.argv[2]!;
const data = await (path.endsWith('.npy') ? npy : parquet)(file(path), { range: [0, 1] });
const start = performance.now();
let [size, sum] = [0, 0];
for await (const { clean, index } of data.batches({ batchSize: 256, reuse: true })) {
  size += index.length;
  for (let place = 0; place < clean.data.length; place += clean.data.length / index.length) sum += clean.data[place]!;
}
const seconds = (performance.now() - start) / 1000;
const gib = (await stat(path)).size / 2 ** 30;
const residentMib = process.resourceUsage().maxRSS / 1024;
process.send!({ size, sum, gib, gibPerSecond: gib / seconds, residentMib } satisfies LargeMessage);
process.disconnect();
