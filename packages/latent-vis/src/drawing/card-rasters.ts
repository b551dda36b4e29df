import { boundedBy } from '../views/bounded-by.js';
import type { Card, Cards } from '../views/cards.js';
import { largestMagnitude } from '../views/largest-magnitude.js';
import type { Raster } from './raster.js';
import { sampleRasters } from './sample-rasters.js';

/** The pictures of a card: what the unit adds, 0 the middle grey, and the samples in which it is strongest. */
export function cardRasters({ name, direction, top, activations }: Card, { range }: Cards): { direction: Raster; top: Raster[] } {
  const most = largestMagnitude(direction.data);
  const [raster] = sampleRasters(name, { data: direction.data, shape: [1, ...direction.shape] }, { range: [-most, most] });
  return { direction: raster!, top: activations.length === 0 ? [] : sampleRasters(name, top, { range: boundedBy(range, top) }) };
}
