import type { Variant } from './variant.js';
import { convolutionalVariant } from './variants/convolutional.js';
import { overcompleteSparseVariant } from './variants/overcomplete-sparse.js';
import { undercompleteVariant } from './variants/undercomplete.js';

/** The variants that stand by themselves, and that others may decorate. */
export const bases: readonly Variant[] = [undercompleteVariant, convolutionalVariant, overcompleteSparseVariant];
