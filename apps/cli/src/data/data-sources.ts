import type { DataSource } from './data-source.js';
import { csvSource } from './sources/csv.js';
import { imagesSource } from './sources/images.js';
import { idxSource } from './sources/idx.js';
import { madeSources } from './sources/made.js';
import { mnistSource } from './sources/mnist.js';
import { npySource } from './sources/npy.js';

/** All that `--data` may stand for; the first that matches reads. A new one is a file in sources/ and a name here. */
export const dataSources: readonly DataSource[] = [
  ...madeSources,
  mnistSource,
  npySource,
  csvSource,
  idxSource,
  imagesSource,
];
