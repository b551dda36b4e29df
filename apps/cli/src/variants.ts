import type { Variant } from './variant.js';
import { convolutionalVariant } from './variants/convolutional.js';
import { overcompleteSparseVariant } from './variants/overcomplete-sparse.js';
import { undercompleteVariant } from './variants/undercomplete.js';

/** Every kind of autoencoder that can be trained; a new one is a file in variants/ and a name here. */
export const variants: readonly Variant[] = [undercompleteVariant, convolutionalVariant, overcompleteSparseVariant];
