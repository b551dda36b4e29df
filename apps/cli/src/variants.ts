import { bases } from './bases.js';
import type { Variant } from './variant.js';
import { denoisingVariant } from './variants/denoising.js';

/** Every kind of autoencoder that can be trained; a new one is a file in variants/ and a name here or in bases.ts. */
export const variants: readonly Variant[] = [...bases, denoisingVariant];
