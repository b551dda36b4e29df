import { dictionaries } from './dictionaries.js';
import type { Experiment } from './experiment.js';
import { kSparse } from './k-sparse.js';
import { kerasBlogExperiment, kerasIoExperiment } from './keras-convolutional.js';
import { kerasDeep } from './keras-deep.js';
import { kerasDenoising, kerasDenoisingFresh } from './keras-denoising.js';
import { kerasSparse } from './keras-sparse.js';
import { spokenDigits } from './spoken-digits.js';
import { stackedDenoising } from './stacked-denoising.js';

export const experiments: readonly Experiment[] = [
  kerasSparse, kerasDeep, kerasBlogExperiment, kerasIoExperiment, kerasDenoising, kerasDenoisingFresh,
  ...dictionaries, kSparse, stackedDenoising, spokenDigits,
];
