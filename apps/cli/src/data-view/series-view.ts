import { extent } from '@hourglass/core';
import type { Curves } from '@hourglass/latent-vis';
import { svg } from '@hourglass/latent-vis/svg';
import { significant } from '../format.js';
import { escapeHtml, page } from './page.js';
import { sampleOf, titleOf, type Shown, type View } from './view.js';

/** Series `[length, channels]` as line charts; in a terminal, as bars. */
export function seriesView(title: string, shown: Shown): View {
  const charts = Array.from(shown.index, (_, sample) => chartOf(shown, sample));
  const drawn = charts.map((chart, sample) => {
    const heading = `sample ${titleOf(shown, sample)}`;
    return `<h2>${escapeHtml(heading)}</h2>\n${svg(chart, { title: `${title}: ${heading}`, height: 240 })}`;
  });
  const all: Curves = {
    ...charts[0]!,
    series: charts.flatMap(({ series }, sample) => series.map(({ name, values }) => ({ name: series.length === 1 ? titleOf(shown, sample) : `${titleOf(shown, sample)} ${name}`, values }))),
  };
  return { txt: inBars(shown), svg: svg(all, { title }), html: page(title, drawn.join('\n')) };
}

function chartOf(shown: Shown, sample: number): Curves {
  const [length, channels] = shown.info.targetShape as [number, number];
  const [values, mask] = [sampleOf(shown.clean, sample), shown.mask && sampleOf(shown.mask, sample)];
  const at = (place: number): number | undefined => (mask?.[place] === 0 ? undefined : values[place]);
  return {
    kind: 'curves',
    x: Array.from({ length }, (_, i) => i),
    series: Array.from({ length: channels }, (_, channel) => ({
      name: channels === 1 ? 'value' : `channel ${channel}`,
      values: Array.from({ length }, (_, i) => at(i * channels + channel)),
    })),
    xLabel: 'step',
    yLabel: 'value',
  };
}

const bars = '▁▂▃▄▅▆▇█';
/** Characters that a series may take. */
const across = 72;

function inBars(shown: Shown): string {
  const [length, channels] = shown.info.targetShape as [number, number];
  return Array.from(shown.index, (_, sample) => {
    const values = Array.from({ length }, (_, i) => sampleOf(shown.clean, sample)[i * channels]!);
    const [least, greatest] = extent(Float32Array.from(values));
    const line = Array.from({ length: Math.min(across, length) }, (_, i) => {
      const value = values[Math.floor((i * length) / Math.min(across, length))]!;
      return bars[Math.floor(((value - least) / (greatest - least || 1)) * (bars.length - 1))];
    });
    return `${titleOf(shown, sample)}: ${significant(least)} to ${significant(greatest)}\n${line.join('')}`;
  }).join('\n');
}
