import { checkOptions, InvalidDataError, wholePositive, type Dataset } from '@hourglass/core';
import * as v from 'valibot';
import type { FileEntry, FileSet } from '../file-set.js';
import { folderFiles } from '../node/folder-files.js';
import { wav } from '../wav/wav.js';
import { setEntries, setFolder, type PublicSet, type SetOptions } from './set-folder.js';

export interface FreeSpokenDigitsOptions extends SetOptions {
  /** The speakers whose recordings are taken, by name: `jackson`, `nicolas`, `theo`, …. Default: all. */
  readonly speakers?: readonly string[];
  /** Values of one sample. Default 1,024: an eighth of a second. */
  readonly window?: number;
  /** Values from one sample to the next. Default: the window. */
  readonly step?: number;
}

const schema = v.strictObject({
  ...setEntries,
  speakers: v.optional(v.pipe(v.array(v.string()), v.minLength(1, 'Expected at least one'))),
  window: v.optional(wholePositive, 1024),
  step: v.optional(wholePositive),
});

const set: PublicSet = {
  name: 'fsdd',
  mirrors: ['https://github.com/Jakobovski/free-spoken-digit-dataset/archive/'],
  unpack: /^\d_\w+_\d+\.wav$/,
  files: () => [
    {
      name: 'v1.0.9.tar.gz',
      size: 11975353,
      sha256: '8bc44cde129d505cbbb6b365c09f80c663f2aa77578afc634e6141a2f87100c0',
    },
  ],
};

/**
 * The Free Spoken Digit Dataset (Jackson and others): digits spoken in English, 50 recordings of each by every speaker, at
 * 8 kHz, in files such as `7_jackson_32.wav`.
 *
 * @param path of the folder that holds the recordings. Default: the folder `fsdd` in the one that `HOURGLASS_DATA` names,
 *   where there is one; otherwise the cache, filled by a download of 12 MB: version 1.0.9, 2,500 recordings of 5 speakers
 * @returns samples `[window, 1]` in [-1, 1], labelled 0 to 9; the last window of a recording ends in silence
 * @throws InvalidDataError where a file is missing, damaged or cannot be downloaded, or no recording is of the speakers
 */
export async function freeSpokenDigits(path?: string, options: FreeSpokenDigitsOptions = {}): Promise<Dataset> {
  const { speakers, window, step, ...download } = checkOptions('freeSpokenDigits', schema, options);
  const files = folderFiles(await setFolder(path, set, download));
  const isWanted = (name: string): boolean => !speakers || speakers.some((speaker) => name.includes(`_${speaker}_`));
  const wanted: FileSet = {
    ...files,
    list: async () => {
      const all = await files.list();
      const found = all.filter((entry) => isWanted(entry.path));
      if (speakers && all.length > 0 && found.length === 0) throw new InvalidDataError(`freeSpokenDigits: expected recordings of ${speakers.join(', ')}, found those of ${speakersOf(all).join(', ')}.`);
      return found;
    },
  };
  return wav(wanted, { window, labels: 'names', ...(step !== undefined && { step }) });
}

const speakersOf = (files: readonly FileEntry[]): string[] => [...new Set(files.flatMap(({ path }) => /\d_(\w+)_\d+\.wav$/.exec(path)?.[1] ?? []))].toSorted();
