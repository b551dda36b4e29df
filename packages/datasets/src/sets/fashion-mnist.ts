import type { Dataset } from '@hourglass/core';
import { idxSet, type IdxSet, type IdxSetOptions } from './idx-set.js';

const set: IdxSet = {
  reader: 'fashionMnist',
  name: 'fashion-mnist',
  labelNames: ['T-shirt/top', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'ankle boot'],
  mirrors: [
    'https://storage.googleapis.com/tensorflow/tf-keras-datasets/',
    'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
  ],
  files: {
    train: {
      images: {
        name: 'train-images-idx3-ubyte.gz',
        size: 26421880,
        sha256: '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
      },
      labels: {
        name: 'train-labels-idx1-ubyte.gz',
        size: 29515,
        sha256: 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
      },
    },
    test: {
      images: {
        name: 't10k-images-idx3-ubyte.gz',
        size: 4422102,
        sha256: '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
      },
      labels: {
        name: 't10k-labels-idx1-ubyte.gz',
        size: 5148,
        sha256: '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
      },
    },
  },
};

/**
 * Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017): pictures of clothes in MNIST's format, 60,000 to train on and 10,000 to
 * test on.
 *
 * @param path as for `mnist`. Default: the folder `fashion-mnist` in the one that `HOURGLASS_DATA` names, where there is one;
 *   otherwise the cache, filled by a download of 30.9 MB
 * @returns samples `[28, 28, 1]` in [0, 1], labelled 0 to 9 with their names, held as bytes
 * @throws InvalidDataError where a file is missing, damaged or cannot be downloaded
 */
export const fashionMnist = (path?: string, options: IdxSetOptions = {}): Promise<Dataset> => idxSet(set, path, options);
