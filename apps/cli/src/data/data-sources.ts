import type { DataSource } from './data-source.js';
import { charactersSource } from './sources/characters.js';
import { csvSource } from './sources/csv.js';
import { idxSource } from './sources/idx.js';
import { imagesSource } from './sources/images.js';
import { madeSources } from './sources/made.js';
import { npySource } from './sources/npy.js';
import { npzSource } from './sources/npz.js';
import { parquetSource } from './sources/parquet.js';
import { publicSets } from './sources/public-sets.js';
import { recordsSource } from './sources/records.js';
import { seriesSource } from './sources/series.js';
import { wavSource } from './sources/wav.js';
import { wordVectorsSource } from './sources/word-vectors.js';
import { wordsSource } from './sources/words.js';

/** All that `--data` may stand for; the first that matches reads. A new one is a file in sources/ and a name here. */
export const dataSources: readonly DataSource[] = [
  ...madeSources,
  ...publicSets,
  npySource,
  npzSource,
  seriesSource,
  csvSource,
  parquetSource,
  wordVectorsSource,
  charactersSource,
  wordsSource,
  imagesSource,
  wavSource,
  recordsSource,
  idxSource,
];
