import { checkOptions, type Dataset } from '@hourglass/core';
import { join } from 'node:path';
import * as v from 'valibot';
import { csv } from '../csv/csv.js';
import { file } from '../node/file.js';
import { setEntries, setFolder, type PublicSet, type SetOptions } from './set-folder.js';

const schema = v.strictObject(setEntries);

const set: PublicSet = {
  name: 'credit-card-fraud',
  mirrors: ['https://www.openml.org/data/get_csv/1673544/'],
  files: () => [
    {
      name: 'creditcard.csv',
      at: 'phpKo8OWT',
      size: 150828752,
      sha256: 'a57f43b36bd695c8e984f481d9309c08a635e726068007f8d1751933e6866d86',
    },
  ],
};

/**
 * Credit-card transactions of two days, 492 of 284,807 fraudulent (Dal Pozzolo et al., 2015): time, amount, and 28
 * components of what is kept secret.
 *
 * @param path of the folder that holds `creditcard.csv`. Default: the folder `credit-card-fraud` in the one that
 *   `HOURGLASS_DATA` names, where there is one; otherwise the cache, filled by a download of 151 MB
 * @returns samples `[30]` as they are, to be scaled, labelled 1 where fraudulent; streamed
 * @throws InvalidDataError where the file is missing, damaged or cannot be downloaded
 */
export async function creditCardFraud(path?: string, options: SetOptions = {}): Promise<Dataset> {
  const folder = await setFolder(path, set, checkOptions('creditCardFraud', schema, options));
  const { info, batches } = await csv(file(join(folder, 'creditcard.csv')), { label: 'Class' });
  return { info: { ...info, labelNames: ['genuine', 'fraud'] }, batches };
}
