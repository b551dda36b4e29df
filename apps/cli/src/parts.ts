import type { PartFactory } from '@hourglass/core';
import { lossParts } from './losses.js';
import { optimiserParts } from './optimisers.js';
import { scalerParts } from './scalers.js';
import { variants } from './variants.js';

/** All that a saved run may be made of. */
export const parts: readonly PartFactory[] = [...variants.flatMap((variant) => variant.parts), ...scalerParts, ...lossParts, ...optimiserParts];
