import type { NdArray } from '@hourglass/core';
import { drawScatter } from '@hourglass/latent-vis/canvas';
import { defineElements, type LatentPadElement } from '@hourglass/latent-vis/element';
import type { Cards, Curves, Rows, Scatter } from '@hourglass/latent-vis';

/** Images of 2 × 2, brighter from left to right. */
const images = (count: number): NdArray => ({
  data: Float32Array.from({ length: count * 4 }, (_, i) => Math.floor(i / 4) / (count - 1)),
  shape: [count, 2, 2],
});

const curves: Curves = {
  kind: 'curves',
  x: [1, 2, 3],
  series: [{ name: 'train/total', values: [0.5, 0.4, 0.3] }],
  xLabel: 'epoch',
  yLabel: 'loss (mean)',
};

const rows: Rows = {
  kind: 'rows',
  rows: [
    { name: 'unit 0', images: images(5), values: [-2, -1, 0, 1, 2] },
    { name: 'unit 1', images: images(3) },
  ],
  range: [0, 1],
};

/** Points at the corners of a square, of side 2, two of either class, and one in its middle that has none. */
const scatter: Scatter = {
  kind: 'scatter',
  points: { data: Float32Array.of(-1, -1, 1, -1, -1, 1, 1, 1, 0, 0), shape: [5, 2] },
  axes: ['PCA 1', 'PCA 2'],
  labels: Int32Array.of(0, 0, 1, 1, -1),
  classes: ['zero', 'one'],
  images: { samples: images(5), range: [0, 2] },
};

const cards: Cards = {
  kind: 'cards',
  cards: [3, 7].map((unit) => ({
    name: `unit ${unit}`,
    density: 0.25,
    direction: { data: Float32Array.of(-1, 0, 0, 1), shape: [2, 2] },
    top: images(4),
    activations: [4, 3, 2, 1],
    histogram: { low: 0, high: 4, counts: [5, 2, 1] },
  })),
  of: { units: 8, dead: 1, samples: 32 },
  range: [0, 1],
};

/** Decodes a code to an image of its two numbers; answers only when it is let. */
function slowly(pad: LatentPadElement): { asked: number[][]; answer: () => void } {
  const asked: number[][] = [];
  const waiting: (() => void)[] = [];
  pad.decode = async (code) => {
    asked.push([...code.data]);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return { data: Float32Array.from(code.data), shape: [1, 1, 2] };
  };
  return { asked, answer: () => waiting.shift()?.() };
}

/** Puts an element with these properties into the page, in place of what was there. */
function show(name: string, properties: object): HTMLElement {
  const element = Object.assign(document.createElement(name), properties);
  document.body.replaceChildren(element);
  return element;
}

/** What an element of this name told since it was shown. */
function listen(type: string): unknown[] {
  const told: unknown[] = [];
  document.body.firstElementChild!.addEventListener(type, (event) => told.push((event as CustomEvent).detail));
  return told;
}

/** Resolves when all that was asked for has been drawn: a new size or colour scheme is told in one frame and drawn in the next. */
async function drawn(): Promise<void> {
  for (let frame = 0; frame < 4; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** How many pixels of a canvas are of each colour, as `#rrggbb`. */
function colours(canvas: HTMLCanvasElement): Record<string, number> {
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  const counted: Record<string, number> = {};
  for (let i = 0; i < data.length; i += 4) {
    const name = `#${[0, 1, 2].map((channel) => data[i + channel]!.toString(16).padStart(2, '0')).join('')}`;
    counted[name] = (counted[name] ?? 0) + 1;
  }
  return counted;
}

/** What the tests use in the page. */
const page = { defineElements, drawScatter, curves, rows, scatter, cards, slowly, show, listen, drawn, colours };
export type ElementsPage = typeof page;

Object.assign(window, page);
