import type { Recipe } from '@hourglass/core';
import { convolutional } from './convolutional.js';

/**
 * The autoencoder of keras.io's "Convolutional autoencoder for image denoising" (Valdarrama, 2021) for images of 28×28:
 * 32-32 channels, pooled, and transposed convolutions of 32-32 back up. It has 28,353 parameters, and a code of 7×7×32
 * numbers, more than the image's: what keeps it from copying is the noise on its input, which it comes without.
 */
export const kerasIo = (): Recipe =>
  convolutional({ inputShape: [28, 28, 1], filters: [32, 32], upsample: 'transposed' });
