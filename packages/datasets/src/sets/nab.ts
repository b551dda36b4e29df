import { checkOptions, InvalidDataError, wholePositive } from '@hourglass/core';
import * as v from 'valibot';
import { reading, readExactly } from '../byte-source.js';
import type { RemoteFile } from '../download/download.js';
import { oneOf, type FileEntry } from '../file-set.js';
import { folderFiles } from '../node/folder-files.js';
import { series, type SeriesDataset, type SeriesOptions } from '../series/series.js';
import { known } from './known.js';
import { nabLabels, nabSeries } from './nab-files.js';
import { setEntries, setFolder, type SetOptions } from './set-folder.js';

export interface NabOptions extends SetOptions, Pick<SeriesOptions, 'step' | 'normalise'> {
  /** Rows of one sample. Default 288: a day of the many series that have a value every five minutes. */
  readonly window?: number;
}

const schema = v.strictObject({
  ...setEntries,
  window: v.optional(wholePositive, 288),
  step: v.optional(wholePositive),
  normalise: v.optional(v.boolean()),
});

/**
 * A series of the Numenta Anomaly Benchmark (Lavin and Ahmad, 2015).
 *
 * @param name of the series without folder and suffix: `art_daily_jumpsup`
 * @param path of the folder that holds the benchmark, with `data` and `labels` in it. Default: the folder `nab` in the one
 *   that `HOURGLASS_DATA` names, where there is one; otherwise the cache, filled by a download of less than 1 MB
 * @returns windows `[window, 1]`, labelled 1 where any of it lies in one of the benchmark's anomaly windows
 * @throws InvalidDataError where a file is missing, damaged or cannot be downloaded, or the series is not known
 */
export async function nab(name: string, path?: string, options: NabOptions = {}): Promise<SeriesDataset> {
  const { window, step, normalise, ...download } = checkOptions('nab', schema, options);
  const files = (): readonly RemoteFile[] => [known('nab', nabSeries, name), nabLabels];
  const folder = folderFiles(await setFolder(path, { name: 'nab', mirrors: ['https://raw.githubusercontent.com/numenta/NAB/master/'], files }, download));
  const values = await oneOf(folder, `the series ${name}`, (file) => `/${file}`.endsWith(`/${name}.csv`));
  const labels = await oneOf(folder, 'anomaly windows', (file) => `/${file}`.endsWith('/combined_windows.json'));
  return series(values, {
    window,
    anomalies: await anomaliesOf(labels, name),
    ...(step !== undefined && { step }),
    ...(normalise !== undefined && { normalise }),
  });
}

const windows = v.record(v.string(), v.array(v.tuple([v.string(), v.string()])));

/** First and last time of each anomaly of a series. */
async function anomaliesOf(labels: FileEntry, name: string): Promise<readonly (readonly [string, string])[]> {
  const text = await reading(labels, async (bytes) => new TextDecoder().decode(await readExactly(bytes, 0, bytes.size)));
  const found = Object.entries(parsed(labels.name, text)).find(([file]) => `/${file}`.endsWith(`/${name}.csv`));
  if (found) return found[1];
  throw new InvalidDataError(`${labels.name}: expected the anomaly windows of ${name}, found none. Get the file of the same version as the series.`);
}

function parsed(file: string, text: string): v.InferOutput<typeof windows> {
  try {
    return v.parse(windows, JSON.parse(text));
  } catch (cause) {
    throw new InvalidDataError(`${file}: expected anomaly windows, { series: [[from, to]] }, received what is not (${(cause as Error).message}).`, { cause });
  }
}
