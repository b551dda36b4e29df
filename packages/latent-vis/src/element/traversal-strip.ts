import { rowRasters } from '../drawing/row-rasters.js';
import { formatValue } from '../svg/format.js';
import type { Row, Rows } from '../views/rows.js';
import { rasterCanvas } from '../canvas/raster-canvas.js';
import type { Raster } from '../drawing/raster.js';
import { node } from './node.js';
import type { ViewElement } from './view-element.js';

/** What `<traversal-strip>` tells by `change` when a slider was moved. */
export interface TraversalChange {
  /** Which row. */
  readonly unit: number;
  /** Which image of it. */
  readonly step: number;
  /** The number that belongs to that image; the step where the row has no values. */
  readonly value: number;
}

/** `<traversal-strip>`: a strip of images for each unit, and a slider along it that chooses one. */
export interface TraversalStripElement extends HTMLElement {
  /** A row a unit; `values` are those of the unit. */
  rows: Rows | undefined;
}

/** The width of a slider's thumb, and the longest side of an image, in pixels. */
const thumb = 16;
const longest = 64;

const style = `
  .content { overflow-x: hidden; overflow-y: auto; padding: 8px 12px; }
  .unit { display: grid; grid-template-columns: max-content minmax(0, 1fr); column-gap: 12px; padding: 4px 0; }
  .unit output { color: var(--muted); font-variant-numeric: tabular-nums; }
  .strip { grid-column: 1 / -1; display: flex; gap: 2px; }
  .strip canvas { flex: 0 1 ${longest}px; min-width: 0; image-rendering: pixelated; outline: 1px solid var(--grid); outline-offset: -1px; cursor: pointer; }
  .strip canvas.chosen { outline: 3px solid var(--accent); z-index: 1; }
  input { grid-column: 1 / -1; margin: 2px 0; height: 22px; accent-color: var(--accent); cursor: pointer; }`;

export const traversalStrip: ViewElement<Pick<TraversalStripElement, 'rows'>> = {
  name: 'traversal-strip',
  properties: ['rows'],
  style,
  create({ content, say, tell }) {
    let drawn: Rows | undefined;
    const chosen = new Map<string, number>();
    return ({ rows }) => {
      if (!rows) {
        say('No traversals yet');
        return;
      }
      if (rows === drawn) return;
      const rasters = rowRasters(rows);
      const focused = (content.getRootNode() as ShadowRoot).activeElement?.ariaLabel;
      const strips = rows.rows.map((row, unit) =>
        strip(row, rasters[unit]!, {
          step: chosen.get(row.name),
          choose(step) {
            chosen.set(row.name, step);
            tell('change', { unit, step, value: row.values?.[step] ?? step } satisfies TraversalChange);
          },
        }),
      );
      content.replaceChildren(...strips.map(({ box }) => box));
      strips.find(({ slider }) => slider.ariaLabel === focused)?.slider.focus();
      drawn = rows;
    };
  },
};

interface Choice {
  /** The image that was chosen before. Default: the middle one. */
  readonly step: number | undefined;
  choose(step: number): void;
}

/** One unit: its name and value, its images, its slider. */
function strip({ name, values }: Row, rasters: readonly Raster[], { step, choose }: Choice): { box: HTMLElement; slider: HTMLInputElement } {
  const images = rasters.map((raster) => rasterCanvas(raster));
  const last = images.length - 1;
  const told = node('output');
  const slider = node('input', { type: 'range', min: '0', max: String(last), ariaLabel: name });
  slider.value = String(Math.min(last, step ?? Math.round(last / 2)));

  const show = (): void => {
    const at = Number(slider.value);
    told.textContent = values ? formatValue(values[at]!) : `${at + 1} of ${images.length}`;
    slider.ariaValueText = `${values ? `${formatValue(values[at]!)}, ` : ''}${at + 1} of ${images.length}`;
    images.forEach((image, i) => image.classList.toggle('chosen', i === at));
  };
  slider.addEventListener('input', () => {
    show();
    choose(Number(slider.value));
  });
  images.forEach((image, i) => {
    image.addEventListener('click', () => {
      slider.value = String(i);
      show();
      choose(i);
    });
  });
  show();

  // the middle of the thumb below the middle of its image
  const across = `min(100%, ${images.length * (longest + 2) - 2}px)`;
  slider.style.width = `calc(${across} * ${last / images.length} + ${thumb}px)`;
  slider.style.marginInlineStart = `calc(${across} / ${2 * images.length} - ${thumb / 2}px)`;
  const pictures = node('div', { className: 'strip', role: 'img', ariaLabel: `${name}: ${images.length} images` }, ...images);
  return { box: node('div', { className: 'unit' }, node('span', { textContent: name }), told, pictures, slider), slider };
}
