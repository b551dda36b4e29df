import { createSeed, InvalidDataError, type Dataset } from '@hourglass/core';
import type { TextOf } from '../data/data-source.js';
import { imagesView } from './images-view.js';
import { seriesView } from './series-view.js';
import { textView } from './text-view.js';
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
 * @param textOf what samples say, where they stand for text
 * @throws InvalidDataError where there is no sample
 */
export async function viewData(title: string, data: Dataset, textOf?: TextOf): Promise<View> {
  const { count, view } = textOf ? { count: kinds.table.count, view: (name: string, shown: Shown) => textView(name, shown, textOf) } : kinds[kindOf(data.info.targetShape)];
  for await (const { clean, corrupted, mask, label, index } of data.batches({ batchSize: count, shuffle: createSeed(1) })) {
    const labels = label && Array.from(label.data, (one) => data.info.labelNames?.[one] ?? String(one));
    const shown: Shown = { info: data.info, clean, index, ...(corrupted && { corrupted }), ...(mask && { mask }), ...(labels && { labels }) };
    return view(title, shown);
  }
  throw new InvalidDataError('Expected at least one sample, received none.');
}
