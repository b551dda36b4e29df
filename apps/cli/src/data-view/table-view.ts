import { significant, table } from '../format.js';
import { page, tableHtml } from './page.js';
import { sampleOf, type Shown, type View } from './view.js';

/** Numbers of a sample that are shown. */
const columns = 10;

/** Samples as the rows of a table. */
export function tableView(title: string, shown: Shown): View {
  const rows = rowsOf(shown);
  return { txt: table(rows), html: page(title, tableHtml(rows)) };
}

function rowsOf({ clean, mask, index, labels }: Shown): string[][] {
  const width = sampleOf(clean, 0).length;
  const places = Array.from({ length: Math.min(columns, width) }, (_, place) => place);
  const more = width > columns ? [`… ${width - columns} more`] : [];
  return [
    ['sample', ...(labels ? ['label'] : []), ...places.map(String), ...more],
    ...Array.from(index, (place, sample) => {
      const values = sampleOf(clean, sample);
      const there = mask && sampleOf(mask, sample);
      const cells = places.map((at) => (there?.[at] === 0 ? 'missing' : significant(values[at]!)));
      return [String(place), ...(labels ? [labels[sample]!] : []), ...cells, ...more.map(() => '')];
    }),
  ];
}
