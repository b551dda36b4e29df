import type { Dataset } from '@hourglass/core';
import { transformed } from './transformed.js';

/** What a model is given of a dataset, as its clean samples: of pairs, the corrupted ones. */
export const inputs = (data: Dataset): Dataset =>
  transformed(data, { targetShape: data.info.inputShape, isPaired: false }, ({ corrupted, ...batch }) => ({ ...batch, clean: corrupted ?? batch.clean }));
