import { createSeed, InvalidDataError, type Dataset } from '@hourglass/core';
import { imagesView } from './images-view.js';
import { seriesView } from './series-view.js';
import { tableView } from './table-view.js';
import { kindOf, type Shown, type View } from './view.js';

const kinds = {
  images: { count: 40, view: imagesView },
  series: { count: 4, view: seriesView },
  table: { count: 10, view: tableView },
};

/**
 * Draws samples that are chosen by chance, the same ones each time.
 *
 * @param title what the pictures say above
 * @throws InvalidDataError where there is no sample
 */
export async function viewData(title: string, data: Dataset): Promise<View> {
  const { count, view } = kinds[kindOf(data.info.targetShape)];
  for await (const { clean, corrupted, mask, label, index } of data.batches({ batchSize: count, shuffle: createSeed(1) })) {
    const labels = label && Array.from(label.data, (one) => data.info.labelNames?.[one] ?? String(one));
    const shown: Shown = { info: data.info, clean, index, ...(corrupted && { corrupted }), ...(mask && { mask }), ...(labels && { labels }) };
    return view(title, shown);
  }
  throw new InvalidDataError('Expected at least one sample, received none.');
}
