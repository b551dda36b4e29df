import type { NdArray } from '@hourglass/core';
import type { Rows } from '@hourglass/latent-vis';
import { png } from '@hourglass/latent-vis/png';
import { svg } from '@hourglass/latent-vis/svg';
import { page } from './page.js';
import { sampleOf, type Shown, type View } from './view.js';

/** Images in a row. */
const columns = 10;

/** Images as a contact sheet; in a terminal, the first few in characters. */
export function imagesView(title: string, shown: Shown): View {
  const rows = rowsOf(shown);
  const sheet: Rows = { kind: 'rows', rows, range: shown.info.range };
  const drawn = svg(sheet, { title });
  return { txt: inCharacters(shown), png: png(sheet), svg: drawn, html: page(title, drawn) };
}

/** Whole rows, those that the pictures do not fill left out; each pair one above the other. */
function rowsOf({ clean, corrupted, index, labels }: Shown): Rows['rows'] {
  const width = Math.min(columns, index.length);
  const starts = Array.from({ length: Math.floor(index.length / width) }, (_, row) => row * width);
  return starts.flatMap((start) => {
    const names = labels?.slice(start, start + width) ?? [...index.subarray(start, start + width)].map(String);
    const cut = ({ data, shape: [count, ...shape] }: NdArray): NdArray => {
      const size = data.length / count!;
      return { data: data.slice(start * size, (start + width) * size), shape: [width, ...shape] };
    };
    return [
      ...(corrupted ? [{ name: 'corrupted', images: cut(corrupted) }] : []),
      { name: corrupted ? 'clean' : names.join(' '), images: cut(clean) },
    ];
  });
}

/** From no light to full light. */
const shades = ' .:-=+*#%@';
/** Characters that an image may take across, and images beside each other. */
const across = 28;
const beside = 4;

function inCharacters({ clean, info, index, labels }: Shown): string {
  const [height, width, channels] = info.targetShape as [number, number, number];
  const step = Math.max(1, width / across);
  const count = Math.min(beside, index.length);
  const [low, high] = info.range;
  const lines = Array.from({ length: Math.ceil(height / (2 * step)) }, (_, line) =>
    Array.from({ length: count }, (_, sample) => {
      const values = sampleOf(clean, sample);
      return Array.from({ length: Math.floor(width / step) }, (_, column) => {
        const first = (Math.floor(line * 2 * step) * width + Math.floor(column * step)) * channels;
        const light = (values[first]! - low) / (high - low || 1);
        return shades[Math.min(shades.length - 1, Math.max(0, Math.floor(light * shades.length)))];
      }).join('');
    }).join('  '),
  );
  const wide = Math.floor(width / step);
  const names = Array.from({ length: count }, (_, sample) => `${labels?.[sample] ?? index[sample]}`.slice(0, wide).padEnd(wide));
  return [names.join('  ').trimEnd(), ...lines.map((line) => line.trimEnd())].join('\n');
}
