import { InvalidDataError, type Dataset } from '@hourglass/core';
import { sampleOf, type Sample } from './sample.js';
import { selected } from './selected.js';

/**
 * The samples that a predicate holds for. Each is asked once, in one pass before this returns; later passes read past the
 * others.
 *
 * @param predicate sees arrays that are good until it returns
 * @throws InvalidDataError where it holds for none
 */
export async function filter(data: Dataset, predicate: (sample: Sample) => boolean): Promise<Dataset> {
  const places: number[] = [];
  let size = 0;
  for await (const batch of data.batches({ batchSize: 256, reuse: true }))
    batch.index.forEach((place, row) => {
      size++;
      if (predicate(sampleOf(batch, row))) places.push(place);
    });
  if (places.length === 0) throw new InvalidDataError(`filter: expected a predicate that holds for one sample or more, received one that holds for none of ${size}.`);
  return selected(data, Int32Array.from(places), size);
}
