import type { Recipe } from '@hourglass/core';
import { convolutional } from './convolutional.js';

/**
 * The autoencoder of keras.io's "Timeseries anomaly detection using an Autoencoder" (Vijay, 2020) for windows of 288
 * standardised values: 32-16 channels, strided kernels of 7, and transposed ones of 16-32 back up. It has 9,505
 * parameters; the original also drops a fifth of the values after two of its layers while training, which this one does not.
 */
export const kerasSeries = (): Recipe =>
  convolutional({
    inputShape: [288, 1],
    filters: [32, 16],
    kernelSize: 7,
    downsample: 'stride',
    upsample: 'transposed',
    range: [-Infinity, Infinity],
  });
