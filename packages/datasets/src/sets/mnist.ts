import type { Dataset } from '@hourglass/core';
import { digitNames } from '../made/digit-names.js';
import { idxSet, type IdxSet, type IdxSetOptions } from './idx-set.js';

const set: IdxSet = {
  reader: 'mnist',
  name: 'mnist',
  labelNames: digitNames,
  mirrors: ['https://storage.googleapis.com/cvdf-datasets/mnist/', 'https://ossci-datasets.s3.amazonaws.com/mnist/'],
  files: {
    train: {
      images: {
        name: 'train-images-idx3-ubyte.gz',
        size: 9912422,
        sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
      },
      labels: {
        name: 'train-labels-idx1-ubyte.gz',
        size: 28881,
        sha256: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
      },
    },
    test: {
      images: {
        name: 't10k-images-idx3-ubyte.gz',
        size: 1648877,
        sha256: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
      },
      labels: {
        name: 't10k-labels-idx1-ubyte.gz',
        size: 4542,
        sha256: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
      },
    },
  },
};

/**
 * MNIST (LeCun, Cortes and Burges): handwritten digits, 60,000 to train on and 10,000 to test on.
 *
 * @param path of the folder that holds the files, packed with gzip or not, or of one file of images, such as
 *   `train-images-idx3-ubyte.gz`, with its labels beside it. Default: the folder `mnist` in the one that the environment
 *   variable `HOURGLASS_DATA` names, where there is one; otherwise the cache, filled by a download of 11.6 MB
 * @returns samples `[28, 28, 1]` in [0, 1], labelled 0 to 9, held as bytes
 * @throws InvalidDataError where a file is missing, damaged or cannot be downloaded
 */
export const mnist = (path?: string, options: IdxSetOptions = {}): Promise<Dataset> => idxSet(set, path, options);
