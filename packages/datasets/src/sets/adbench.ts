import { checkOptions, type Dataset } from '@hourglass/core';
import * as v from 'valibot';
import { oneOf } from '../file-set.js';
import { folderFiles } from '../node/folder-files.js';
import { npz } from '../npy/npz.js';
import { adbenchFiles } from './adbench-files.js';
import { isNamed, known } from './known.js';
import { setEntries, setFolder, type SetOptions } from './set-folder.js';

const schema = v.strictObject(setEntries);

/**
 * A table of ADBench (Han et al., 2022), the benchmark of anomaly detection.
 *
 * @param name of the set, with or without its number: `Ionosphere`, `18_Ionosphere`
 * @param path of the folder that holds the benchmark's NPZ files, or folders of them. Default: the folder `adbench` in the one
 *   that `HOURGLASS_DATA` names, where there is one; otherwise the cache, filled by a download of less than 1 MB
 * @returns samples as they are, to be scaled, labelled 1 where anomalous
 * @throws InvalidDataError where the file is missing, damaged or cannot be downloaded, or the set is not known
 */
export async function adbench(name: string, path?: string, options: SetOptions = {}): Promise<Dataset> {
  const download = checkOptions('adbench', schema, options);
  const mirrors = ['https://raw.githubusercontent.com/Minqi824/ADBench/main/adbench/datasets/'];
  const folder = folderFiles(await setFolder(path, { name: 'adbench', mirrors, files: () => [known('adbench', adbenchFiles, name)] }, download));
  return npz(await oneOf(folder, `the set ${name}`, (file) => file.endsWith('.npz') && isNamed(file, name)), { labelNames: ['normal', 'anomalous'] });
}
