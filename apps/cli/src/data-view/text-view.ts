import type { TextOf } from '../data/data-source.js';
import { page, tableHtml } from './page.js';
import { sampleOf, titleOf, type Shown, type View } from './view.js';

/** Samples that stand for text, as text. */
export function textView(title: string, shown: Shown, textOf: TextOf): View {
  const rows = Array.from(shown.index, (_, sample) => [titleOf(shown, sample), JSON.stringify(textOf(sampleOf(shown.clean, sample)))]);
  return { txt: rows.map((row) => row.join('  ')).join('\n'), html: page(title, tableHtml([['sample', 'text'], ...rows])) };
}
